import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../tasks/paths'
import { attributeCommand } from './attribute'
import { examplesOf } from './examples'
import type { Outcome } from './options'
import { quoteCommand } from './quote'

const commands: Record<string, (args: string[], cwd: string) => Outcome> = {
  quote: quoteCommand,
  attribute: attributeCommand,
}

describe.each(['docs/quote.md', 'docs/attribution.md'])('%s', (document) => {
  const examples = examplesOf(readFileSync(join(root, document), 'utf8'))
  test('has examples', () => expect(examples.length).toBeGreaterThan(2))
  test.each(examples.map((example) => [example.commands.join('; '), example] as const))('%s', (_, example) => {
    const folder = mkdtempSync(join(tmpdir(), 'lintuan-example-'))
    try {
      for (const [name, text] of example.files) writeFileSync(join(folder, name), text)
      const [npm, run, name = '', dashes, ...args] = example.commands[0]!.split(/\s+/)
      expect([npm, run, dashes, example.commands.length]).toEqual(['npm', 'run', '--', 1])
      const { code, out, error } = commands[name]!(args, folder)
      expect(code).toBe(example.exitCode)
      const printed = out || error
      expect(out === '' || error === '').toBe(true)
      if (example.output.language === 'text') expect(`${printed}\n`).toBe(example.output.text)
      else expect(printed.split('\n').map((line) => JSON.parse(line))).toEqual(jsonOf(example.output))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** A document breaks long JSON into lines; `json` is one value, `jsonl` one value a line. */
function jsonOf({ language, text }: { language: string; text: string }): unknown[] {
  if (language === 'json') return [JSON.parse(text)]
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('a command without its output is an error of the document', () => {
  expect(() => examplesOf('```sh\nnpm run quote\n```\n')).toThrow('no output block follows')
})
