import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../tasks/paths'
import { runPlan } from './main'

const blocks = [
  ...readFileSync(join(root, 'docs/plan.md'), 'utf8').matchAll(/```(\w+)(?: (\S+))?\n([\s\S]*?)```/g),
].map(([, kind, file, text]) => ({ kind, file, text: (text as string).trimEnd() }))
const commands = blocks.flatMap(({ kind, text }, i) => {
  const result = blocks[i + 1]
  return kind === 'sh' ? [{ command: text, expected: result?.text as string, fails: result?.kind === 'error' }] : []
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintuan-plan-docs-'))
  for (const { file, text } of blocks) if (file) writeFileSync(join(folder, file), `${text}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the page has examples', () => expect(commands.length).toBeGreaterThan(4))

test.each(commands)('$command', ({ command, expected, fails }) => {
  const args = command.replace('npm run plan -- ', '').split(' ')
  if (fails) expect(() => runPlan(args, folder)).toThrow(expected)
  else {
    const printed = runPlan(args, folder).join('\n')
    expect(printed.replace(/"hash":"[0-9a-f]{64}"/g, '"hash":"…"')).toBe(expected)
  }
})
