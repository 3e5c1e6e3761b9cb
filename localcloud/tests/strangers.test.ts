import type { LocalCloud } from '../src/index'
import { type Folder, makeFolder } from './folder'
import { startCloud } from './support'

/** Functions in every shape that people write them in, by what a call must answer. */
const SHAPES: Record<string, { files: Record<string, string>; answer: unknown }> = {
  'plain JavaScript': {
    files: { 'one/index.js': 'exports.main = async (event) => event.n + 1' },
    answer: 2,
  },
  'TypeScript with what lies beside it and above it': {
    files: {
      'one/index.ts':
        'import { add } from "./add"; import { ONE } from "../shared/one"; export const main = (e: { n: number }) => add(e.n, ONE)',
      'one/add.ts': 'export const add = (a: number, b: number): number => a + b',
      'shared/one.ts': 'export const ONE = 1 as const',
    },
    answer: 2,
  },
  'TypeScript compiled beside: what would be deployed is run': {
    files: { 'one/index.ts': 'export const main = () => "source"', 'one/index.js': 'exports.main = () => "compiled"' },
    answer: 'compiled',
  },
  '"main" of package.json, without its extension': {
    files: {
      'one/package.json': '{"name": "one", "main": "dist/handler"}',
      'one/dist/handler.js': 'exports.main = (e) => require("../other") + e.n',
      'one/other.js': 'module.exports = 5',
    },
    answer: 6,
  },
  '"main" of package.json that names nothing falls back to the index': {
    files: { 'one/package.json': '{"main": "app.js"}', 'one/index.js': 'exports.main = () => "index"' },
    answer: 'index',
  },
  'a package of its own': {
    files: {
      'one/index.js': 'exports.main = (e) => require("inner").twice(e.n)',
      'one/node_modules/inner/index.js': 'exports.twice = (n) => 2 * n',
    },
    answer: 2,
  },
  'a package of a folder above': {
    files: {
      'one/index.ts': 'import { twice } from "outer"; export const main = (e: { n: number }) => twice(e.n)',
      'node_modules/outer/package.json': '{"name": "outer", "main": "lib.js"}',
      'node_modules/outer/lib.js': 'exports.twice = (n) => 2 * n',
    },
    answer: 2,
  },
  'a package of ES modules only, from TypeScript': {
    files: {
      'one/index.ts': 'import { twice } from "modern"; export const main = (e: { n: number }) => twice(e.n)',
      'node_modules/modern/package.json': '{"name": "modern", "type": "module", "exports": {"import": "./lib.js"}}',
      'node_modules/modern/lib.js': 'export const twice = (n) => 2 * n',
    },
    answer: 2,
  },
  'an ES module in JavaScript': {
    files: {
      'one/package.json': '{"type": "module"}',
      'one/index.js': 'import { n } from "./n.js"; export const main = async (e) => e.n + n',
      'one/n.js': 'export const n = 1',
    },
    answer: 2,
  },
  'index.mjs': { files: { 'one/index.mjs': 'export const main = () => import.meta.url ? 1 : 1' }, answer: 1 },
  'JSON and the folder of the code': {
    files: {
      'one/index.js': 'exports.main = () => [require("./data.json").a, require("path").basename(__dirname)]',
      'one/data.json': '{"a": 1}',
    },
    answer: [1, 'one'],
  },
  'cloudbaserc.json beside, with variables': {
    files: {
      'cloudbaserc.json': JSON.stringify({
        version: '2.0',
        envId: '{{env.NOT_NEEDED_HERE}}',
        functions: [
          {
            name: 'one',
            timeout: 7,
            runtime: 'Nodejs16.13',
            installDependency: true,
            handler: 'app.handle',
            envVariables: { GREETING: '{{env.WORD}}!', ENVIRONMENT: '{{tcb.envId}}' },
          },
        ],
      }),
      '.env': 'WORD="hello"\n',
      'one/app.js': 'exports.handle = (e, c) => [process.env.GREETING, process.env.ENVIRONMENT, c.time_limit_in_ms]',
    },
    answer: ['hello!', 'local-env', 7000],
  },
  'config.json has the last word': {
    files: {
      'cloudbaserc.json': '{"functions": [{"name": "one", "timeout": 7, "envVariables": {"A": "1"}}]}',
      'one/config.json': '{"timeout": 9, "permissions": {"openapi": []}}',
      'one/index.js': 'exports.main = (e, c) => [process.env.A, c.time_limit_in_ms]',
    },
    answer: ['1', 9000],
  },
}

let folder: Folder
let cloud: LocalCloud | undefined

beforeEach(() => {
  folder = makeFolder()
})
afterEach(async () => {
  await cloud?.close()
  cloud = undefined
  folder.close()
})

async function start(files: Record<string, string>): Promise<LocalCloud> {
  folder.write(files)
  cloud = await startCloud({ functions: folder.path })
  return cloud
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    (value) => `no failure but ${JSON.stringify(value)}`,
    (error: Error) => error.message,
  )

test.each(Object.entries(SHAPES))('%s', async (_, { files, answer }) => {
  const { call } = await start(files)
  await expect(call('one', { n: 1 })).resolves.toEqual(answer)
})

test.each(['js', 'ts'])('wx-server-sdk that is not installed is advice (%s), and works once it is', async (kind) => {
  const text = {
    js: 'const c = require("wx-server-sdk"); c.init(); exports.main = async () => c.getWXContext().OPENID',
    ts: 'import * as c from "wx-server-sdk"; c.init(); export const main = async () => c.getWXContext().OPENID',
  }[kind] as string
  const { call } = await start({ [`one/index.${kind}`]: text })
  expect(await failure(call('one', {}))).toContain(
    `wx-server-sdk is not installed: run "npm install wx-server-sdk" in ${folder.path}/one or in a folder above it`,
  )
  folder.install('wx-server-sdk')
  await expect(call('one', {}, { openid: 'o-1' })).resolves.toBe('o-1')
})

test.each([
  ['index.js', 'exports.main = (', /index\.js:1[\s\S]*SyntaxError/],
  ['index.ts', 'export const main = (\n  = 1', /one\/index\.ts:2:3: .*\n {4}= 1/],
  ['index.ts', 'import "./nowhere"; export const main = 1', /one\/index\.ts:1:8: Could not resolve "\.\/nowhere"/],
  ['index.js', 'exports.handler = () => 1', /must export "main"/],
  ['index.ts', 'export const main = () => {\n  throw new Error("at a line")\n}', /at a line[\s\S]*index\.ts:2:9/],
])('a function that fails says where, and the others run on: %s %s', async (file, text, message) => {
  const { call, url } = await start({ [`one/${file}`]: text, 'two/index.js': 'exports.main = () => 2' })
  expect(await failure(call('one', {}))).toMatch(message)
  const [logged] = await (await fetch(`${url}/_localcloud/calls?name=one`)).json()
  expect(logged.error).toMatch(message)
  await expect(call('two', {})).resolves.toBe(2)
})

test('a stack trace names lines of the source, also after memory was cleaned up, and ends with the function', async () => {
  const text = `import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
interface Event { clean?: boolean }
export async function main({ clean }: Event): Promise<void> {
  if (!clean) throw new Error('here')
  setFlagsFromString('--expose_gc')
  for (let i = 0; i < 3; i++) {
    runInNewContext('gc')()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}`
  const { call } = await start({ 'one/index.ts': text })
  await call('one', { clean: true })
  const lines = (await failure(call('one', {}))).trim().split('\n')
  expect(lines).toEqual(['Error: here', expect.stringMatching(/^ +at main \(.*one\/index\.ts:5:21\)$/)])
})

test.each([
  ['rules', '{"a": "PUBLIC",}', ':1:16: expected another item after ",", found "}"'],
  ['rules', '{"a": {"read": "doc.x =="}}', ': rule of a, read: it ends too early at character 9'],
  ['indexes', '{"a": [{"name": "x"}]}', ': index of a needs a name and keys'],
  ['indexes', '{"a": {}}', ': indexes of a must be a list'],
  ['limits', '{"watchDocument": 3}', ': limits: there is no limit watchDocument'],
  ['faults', '{"rule": []}', ': faults: no such field: rule'],
  ['faults', undefined, ': no such file'],
])('the file of %s, %s, is refused by its name', async (option, text, message) => {
  folder.write(text === undefined ? {} : { 'given.json': text })
  const file = `${folder.path}/given.json`
  await expect(startCloud({ [option]: file })).rejects.toThrow(`${file}${message}`)
})

test('a data directory that is none is refused', async () => {
  folder.write({ taken: '' })
  const data = (path: string) => startCloud({ data: `${folder.path}/${path}` })
  await expect(data('taken')).rejects.toThrow('taken cannot be used: there is a file of this name')
  await expect(data('taken/deep')).rejects.toThrow('taken/deep cannot be used: what it is to lie in is a file')
})

test.each([
  ['one/config.json', '{\n  "timeout": 3,\n}', '3:1: expected another item after ",", found "}"'],
  ['one/config.json', '{"timeout" 3}', '1:12: expected ":" after "timeout", found "3"'],
  ['one/config.json', '', '1:1: expected a value, found the end of the file'],
  ['one/config.json', '[]', '1:1: expected an object, found []'],
  ['one/config.json', '{\n "timeout": 90 }', '2:13: timeout: expected seconds, above 0 and at most 60, found 90'],
  [
    'one/config.json',
    '{"concurrency": 1.5}',
    '1:17: concurrency: expected a positive integer, at most 1000, found 1.5',
  ],
  ['one/config.json', '{"envVariables": {"A": 1}}', '1:24: A: expected a text, found 1'],
  ['one/config.json', '{"triggers": {}}', '1:14: triggers: expected a list, found {}'],
  ['one/config.json', '{"triggers": [{"name": "t"}]}', '1:15: expected a trigger: {"name"'],
  [
    'one/config.json',
    '{"triggers": [\n  {"name": "t", "type": "timer", "config": "* * *"}\n]}',
    '2:44: timer "* * *": expected 7 fields',
  ],
  ['cloudbaserc.json', '{"functions": [{"timeout": 1}]}', '1:16: name: expected the name of the function'],
  [
    'cloudbaserc.json',
    '{"functions": [{"name": "one", "envVariables": {"A": "{{env.NEVER_SET}}"}}]}',
    '1:54: {{env.NEVER_SET}}: expected a variable that is set',
  ],
  ['one/package.json', '{"main": 1}', '1:10: main: expected a text, found 1'],
])('%s with %j is refused at its place', async (file, text, message) => {
  const started = start({ [file]: text, 'one/index.js': 'exports.main = () => 1' })
  expect(await failure(started)).toContain(`${folder.path}/${file}:${message}`)
})
