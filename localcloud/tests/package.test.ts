import { execFile } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Folder, makeFolder } from './folder'
import { startProgram, stop, stopAll } from './process'

const ROOT = join(__dirname, '..')
const TOOLS = join(ROOT, '..', 'node_modules')
const run = promisify(execFile)

/** Somebody else's project, with this package installed from what would be published. */
let folder: Folder

beforeAll(async () => {
  folder = makeFolder({ 'package.json': '{"name": "stranger"}', 'node_modules/localcloud/.keep': '' })
  await run('npm', ['pack', '--ignore-scripts=false', '--pack-destination', folder.path], { cwd: ROOT })
  const installed = join(folder.path, 'node_modules', 'localcloud')
  await run('tar', ['xzf', join(folder.path, 'localcloud-0.1.0.tgz'), '--strip-components=1', '-C', installed])
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  // Nothing but what the package declares is there.
  for (const name of Object.keys(dependencies)) {
    const entry = require.resolve(name, { paths: [ROOT] })
    const at = join(entry.slice(0, entry.lastIndexOf(join('node_modules', name))), 'node_modules', name)
    symlinkSync(at, join(folder.path, 'node_modules', name))
  }
  folder.install('wx-server-sdk')
})
afterAll(async () => {
  await stopAll()
  folder.close()
})

const node = (...args: string[]) => run(process.execPath, args, { cwd: folder.path })

/** The code blocks of a README's part on tests: the function, and the test. */
function example(readme: string): string[] {
  const text = readFileSync(join(ROOT, readme), 'utf8')
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, block = '']) => block)
}

test.each(['README.md', 'README.zh-CN.md'])(
  'the test shown in %s passes as it stands, with Jest as it comes',
  async (readme) => {
    const [code = '', text = ''] = example(readme)
    folder.write({ 'functions/order/index.js': code, 'order.test.js': text })
    const jest = [join(TOOLS, 'jest/bin/jest.js'), '--rootDir', folder.path, '--json', '--config', '{}']
    const { stdout } = await node(...jest)
    expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 2, numTotalTests: 2 })
  },
  60_000,
)

test('the first lines of the README work in an empty folder', async () => {
  const [begin = '', call = ''] = [
    ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g),
  ].map(([, block = '']) => block)
  const [made = '', start = ''] = begin.split(/\n(?=npx )/)
  await run('sh', ['-c', made], { cwd: folder.path })
  const cli = (line: string) => line.trim().replace('npx localcloud', 'node_modules/localcloud/bin/localcloud.mjs')
  const cloud = await startProgram('sh', ['-c', `exec node ${cli(start)} --port 0 --host 127.0.0.1`], {
    cwd: folder.path,
  })
  expect(cloud.output).toContain('functions  hello')
  const { stdout } = await run('sh', ['-c', `node ${cli(call)} --url ${cloud.url}`], { cwd: folder.path })
  expect(stdout).toBe('"你好，小明"\n')
  const script = await (await fetch(`${cloud.url}/console/app.js`)).text()
  expect(script).toContain('云函数')
  expect(await stop(cloud.child, 'SIGTERM')).toBe(0)
})

test.each([
  ['require', ['-e', 'const { startLocalCloud } = require("localcloud")']],
  ['import', ['--input-type=module', '-e', 'import { startLocalCloud } from "localcloud"']],
])(
  'plain node takes it by %s',
  async (_, [first = '', ...rest]) => {
    const code = `${rest.pop() ?? ''}; startLocalCloud({ functions: 'more', quiet: true })
    .then(async (cloud) => { console.log(await cloud.call('sum', { n: 2 })); await cloud.close() })`
    folder.write({ 'more/sum/index.ts': 'export const main = ({ n }: { n: number }): number => n + 1' })
    const args = first === '-e' ? ['-e', code] : [first, ...rest, code]
    expect((await node(...args)).stdout).toBe('3\n')
  },
  60_000,
)

test.each(['bundler', 'node16'])(
  'TypeScript finds its types, strictly (%s)',
  async (moduleResolution) => {
    folder.write({
      'types.ts': `import { type CallRecord, type LocalCloud, startLocalCloud } from 'localcloud'
      const cloud: LocalCloud = await startLocalCloud({ functions: 'functions', clock: { now: 0 } })
      cloud.onCall((call: CallRecord) => console.log(call.tookMs.toFixed(0)))
      const counts: Record<string, number> = await cloud.seed({ goods: [{ _id: 'a' }] })
      // @ts-expect-error an option that does not exist
      await startLocalCloud({ function: 'functions' })
      export { counts }`,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: moduleResolution === 'bundler' ? 'esnext' : 'node16',
          moduleResolution,
          target: 'es2022',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: ['node'],
          typeRoots: [join(TOOLS, '@types')],
        },
        files: ['types.ts'],
      }),
      'package.json': '{"name": "stranger", "type": "module"}',
    })
    const checked = await node(join(TOOLS, 'typescript/bin/tsc'), '-p', '.').catch((error: { stdout: string }) => error)
    expect(checked.stdout).toBe('')
  },
  60_000,
)

test('the licences of what was bundled are in it', () => {
  const text = readFileSync(join(folder.path, 'node_modules/localcloud/dist/LICENSES.txt'), 'utf8')
  for (const name of ['uqr', 'fast-png']) expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\(MIT\\)`, 'm'))
})
