import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Folder, makeFolder } from './folder'
import { run, type Started, start, stop, stopAll } from './process'
import { eventually } from './support'

const SCRIPT = {
  'wx.js': `const cloud = require('wx-server-sdk')
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    cloud.database().collection('notes').add({ data: { _id: 'wx', by: 'wx-server-sdk' } })
      .then(() => cloud.callFunction({ name: 'hello', data: { name: 'script' } }))
      .then(({ result }) => console.log(result))`,
  'node.js': `const tcb = require('@cloudbase/node-sdk')
    const app = tcb.init({ env: 'local-env' })
    app.database().collection('notes').where({ _id: 'wx' }).get().then(({ data }) => console.log(data[0].by))`,
}

let folder: Folder
let cloud: Started

beforeAll(async () => {
  folder = makeFolder({
    'functions/hello/index.js':
      'exports.main = ({ name }) => { console.log("called by " + name); return "你好，" + name }',
    'functions/hello/config.json': '{"triggers": [{"name": "noon", "type": "timer", "config": "0 0 12 * * * *"}]}',
    'functions/broken/index.ts': 'export const main = (',
    'seed/fruit.json': '[{"_id": "apple"}]',
    ...SCRIPT,
  })
  folder.install('wx-server-sdk')
  folder.install('@cloudbase/node-sdk')
  const places = ['--functions', join(folder.path, 'functions'), '--seed', join(folder.path, 'seed')]
  cloud = await start('--port', '0', '--host', '127.0.0.1', '--clock', '2030-01-01T00:00:00Z', ...places)
})
afterAll(async () => {
  await stopAll()
  folder.close()
})

const remote = (...args: string[]) => run([...args, '--url', cloud.url ?? ''])

test('starting says what there is, and then that it is ready', async () => {
  expect(cloud.output).toContain('broken, hello (noon "0 0 12 * * * *")')
  expect(cloud.output).toContain('temporary, gone at the end')
  expect(cloud.output).toContain('seeded fruit (1)')
  expect(cloud.output).toContain(`export TCB_CONTEXT_CNFG='{"URL":"${cloud.url}/admin"}'`)
  expect(cloud.output).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+ \(console http:\/\/127\.0\.0\.1:\d+\/console\)$/m)
  await eventually(() => expect(cloud.output).toMatch(/function broken does not load: .*index\.ts:2:1|index\.ts:1:\d+/))
})

test('faults are added, shown, traced and taken back', async () => {
  const faults = async (...args: string[]) => (await remote('faults', ...args)).out.trim()
  const rule = '{"kind": "error", "at": "invoke", "name": "hello", "times": 1, "message": "on purpose"}'
  expect(await faults()).toBe('none')
  expect(await faults('add', rule)).toMatch(/^1 {2}error \{"at":"invoke".*, struck 0 times$/)
  expect(await faults('rates', '{"latency": 0}', '--seed', '7')).toContain('"seed":7')
  expect(await remote('call', 'hello', '{}')).toMatchObject({ code: 1, err: expect.stringContaining('on purpose') })
  expect((await remote('call', 'hello', '{}')).code).toBe(0)
  expect(await faults('trace')).toMatch(/^2030-01-01T\S+ {2}error at invoke hello, call 1 \(rule 1\)$/)
  expect(JSON.parse(await faults('--json'))).toMatchObject([{ struck: 1 }, { kind: 'latency' }])
  expect(await faults('clear', '1')).toMatch(/^2 {2}latency/)
  expect(await faults('clear')).toBe('none')
})

test.each([
  [['add'], 'expected localcloud faults'],
  [['add', '{'], 'expected JSON'],
  [['add', '{"kind": "eror"}'], 'kind'],
  [['rates', '{}', '--seed', 'x'], '--seed x: expected a whole number'],
  [['clear', 'all'], 'expected localcloud faults'],
])(
  'faults %j is refused',
  async (args, message) => {
    expect(await remote('faults', ...args)).toMatchObject({ code: 1, err: expect.stringContaining(message) })
  },
  60_000,
)

test('what it prints to paste makes scripts of both server SDKs work', async () => {
  const { out, code } = await run(['env', '--port', new URL(cloud.url ?? '').port])
  expect(code).toBe(0)
  const script = (name: string) => promisify(execFile)('sh', ['-c', `${out}\nnode ${name}`], { cwd: folder.path })
  expect((await script('wx.js')).stdout).toContain('你好，script')
  expect((await script('node.js')).stdout).toContain('wx-server-sdk')
})

test('env --json is the same, for other shells', async () => {
  const { out } = await run(['env', '--port', '9999', '--env', 'mine', '--json'])
  expect(JSON.parse(out)).toMatchObject({ TCB_ENV: 'mine', TCB_CONTEXT_CNFG: '{"URL":"http://127.0.0.1:9999/admin"}' })
})

test('call prints the result, and apart from it what the function printed', async () => {
  const { out, err, code } = await remote('call', 'hello', '{"name": "小明"}', '--openid', 'o-ming')
  expect({ out, err, code }).toEqual({ out: '"你好，小明"\n', err: 'called by 小明\n', code: 0 })
  await eventually(() => expect(cloud.output).toContain('[hello] called by 小明'))
})

test.each([
  [['call', 'broken'], /Unexpected end of file/],
  [['call', 'nobody'], /there is no function nobody; there are broken, hello/],
  [['call', 'hello', '{name: 1}'], /the event \{name: 1\} is not JSON .*expected one like '\{"id": 1\}'/],
  [['call'], /expected localcloud call NAME \[JSON\], found nothing after call/],
  [['call', 'hello', '{}', '--open', 'x'], /Unknown option '--open'; expected one of .*--openid/],
  [['clock', 'advance', 'soon'], /clock advance soon: not a span of time; expected one like 500ms, 90s/],
  [['clock', 'back'], /expected localcloud clock, clock set TIME/],
])('a call that cannot be made says why: %j', async (args, message) => {
  const { out, err, code } = await remote(...args)
  expect(err).toMatch(message)
  expect(err).not.toContain('    at ')
  expect({ out, code }).toEqual({ out: '', code: 1 })
})

test('clock shows and moves', async () => {
  expect((await remote('clock')).out).toMatch(/^2030-01-01T00:.* real time\n$/)
  const set = await remote('clock', 'set', '2030-01-01T03:00:00Z')
  expect(set.out).toBe(`2030-01-01T03:00:00.000Z (${Date.UTC(2030, 0, 1, 3)}), stands still\n`)
  // Noon in Shanghai is passed on the way.
  expect((await remote('clock', 'advance', '1.5h')).out).toContain('2030-01-01T04:30:00.000Z')
  const calls = await (await fetch(`${cloud.url}/_localcloud/calls?name=hello`)).json()
  expect(calls[0]).toMatchObject({ source: 'wx_trigger' })
  expect((await remote('clock', 'follow', '60')).out).toContain('60 times real time')
})

test('export and import carry the state, from a cloud that runs to one that does not', async () => {
  const out = join(folder.path, 'out')
  expect((await remote('export', out)).out).toMatch(/^exported \d+ documents of \d+ collections: /)
  expect((await remote('export', out)).err).toContain('expected an empty or a new directory')
  const data = join(folder.path, 'data')
  expect((await run(['import', out, '--data', data])).code).toBe(0)
  const again = await run(['export', join(folder.path, 'again'), '--data', data])
  expect(again.out).toMatch(/^exported/)
  expect((await run(['export', join(folder.path, 'none'), '--data', '/nowhere'])).err).toContain('no such directory')
})

test('--help has an example of every command', async () => {
  const { out, code } = await run(['--help'])
  expect(code).toBe(0)
  for (const command of ['--functions', 'call ', 'clock ', 'env', 'export ', 'import '])
    expect(out).toContain(`localcloud ${command}`)
  expect((await run(['clock', '--help'])).out).toBe(out)
})

test('a port that is taken is named, with how to choose another', async () => {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  try {
    const { output, code } = await start('--port', String(port), '--host', '127.0.0.1')
    expect(output).toContain(`port ${port} is in use by another program; choose another with --port ${port + 1}`)
    expect(code).toBe(1)
  } finally {
    server.close()
  }
})

test.each([
  [['functions'], /unknown command "functions"; expected call, clock, faults, env, export, import or options/],
  [['--port', '99999'], /--port 99999: not a port number; expected 0 to 65535/],
  [['--host', '203.0.113.1'], /--host 203\.0\.113\.1: no address of this machine/],
])('%j is refused with what was expected', async (args, message) => {
  const { output, code } = await start(...args)
  expect(output).toMatch(message)
  expect(code).toBe(1)
})

test('nobody there to call', async () => {
  const { err, code } = await run(['call', 'hello', '--port', '1'])
  expect(err).toContain('no localcloud answers at http://127.0.0.1:1: start one with "localcloud --functions DIR"')
  expect(code).toBe(1)
})

test('it reloads, says so, and stops cleanly', async () => {
  const own = await start('--port', '0', '--host', '127.0.0.1', '--functions', join(folder.path, 'functions'))
  folder.write({ 'functions/hello/index.js': 'exports.main = () => "new"' })
  await eventually(() => expect(own.output).toMatch(/^reloaded hello \(\d+ ms\)$/m))
  expect((await run(['call', 'hello', '--url', own.url ?? ''])).out).toBe('"new"\n')
  // What is broken is told once, not with every change.
  expect(own.output.match(/function broken does not load/g)).toHaveLength(1)
  expect(await stop(own.child, 'SIGTERM')).toBe(0)
})

test('--no-watch does not reload', async () => {
  folder.write({ 'functions/hello/index.js': 'exports.main = () => "one"' })
  const own = await start(
    '--port',
    '0',
    '--host',
    '127.0.0.1',
    '--no-watch',
    '--functions',
    join(folder.path, 'functions'),
  )
  const call = async () => (await run(['call', 'hello', '--url', own.url ?? ''])).out
  expect(await call()).toBe('"one"\n')
  folder.write({ 'functions/hello/index.js': 'exports.main = () => "two"' })
  expect(await call()).toBe('"one"\n')
})
