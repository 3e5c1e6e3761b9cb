import type { LocalCloud } from '../../src/index'
import { type Folder, makeFolder } from '../folder'
import { startCloud } from '../support'
import { item, tabled } from './item'

/** Functions in the shapes that people write them in; what they are told about the call, and what comes back. */
const HEAD = `const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
`
const FILES = {
  'tell/index.js': `${HEAD}exports.main = (event, context) => ({ event, context, who: cloud.getWXContext() })`,
  'tell/config.json': '{"triggers": [{"name": "tick", "type": "timer", "config": "0 0 * * * * *"}]}',
  'pass/index.js': `${HEAD}exports.main = async ({ name, data }) => (await cloud.callFunction({ name, data })).result`,
  'back/index.js': `exports.main = (event, context, callback) => {
    setTimeout(() => callback(event.wrong ? new Error(event.wrong) : null, { got: event.x }), 1)
  }`,
  'both/index.js': 'exports.main = async (event, context, callback) => "promised"',
  'plain/index.js': 'exports.main = () => 42',
  'values/index.js':
    'exports.main = async () => ({ date: new Date(0), bytes: Buffer.from("hi"), no: undefined, nan: NaN, map: new Map() })',
  'nothing/index.js': 'exports.main = async () => {}',
  'log/index.js': `${HEAD}exports.main = () => cloud.logger().info({ name: 'order', cost: 10 })`,
}

const AREA = 'Functions'
let cloud: LocalCloud
let folder: Folder

beforeAll(async () => {
  folder = makeFolder(FILES)
  folder.install('wx-server-sdk')
  cloud = await startCloud({ functions: folder.path, env: 'shop-1' })
})
afterAll(async () => {
  await cloud.close()
  folder.close()
})

interface Told {
  event: Record<string, unknown>
  context: Record<string, unknown>
  who: Record<string, unknown>
}
const told = (event: unknown, identity?: { openid: string }) => cloud.call('tell', event, identity) as Promise<Told>
const problem = (name: string, event: object): Promise<string> =>
  cloud.call(name, event).then(
    () => 'none',
    (error: Error) => error.message,
  )

item(AREA, 'event.userInfo says which mini-program’s client calls, whatever the client says', 'docs', async () => {
  const mine = { appId: 'wxlocalcloud', openId: 'o-1' }
  expect((await told({ a: 1 }, { openid: 'o-1' })).event).toEqual({ a: 1, userInfo: mine })
  expect((await told(undefined, { openid: 'o-1' })).event).toEqual({ userInfo: mine })
  expect((await told({ userInfo: { openId: 'o-2' } }, { openid: 'o-1' })).event).toEqual({ userInfo: mine })
  expect((await cloud.client({ openid: 'o-1' }).callFunction({ name: 'tell', data: { a: 1 } })).result).toMatchObject({
    event: { a: 1, userInfo: mine },
  })
  expect((await told({ a: 1 })).event).toEqual({ a: 1 })
})

item(AREA, 'getWXContext in a call by a client, from a function, by a timer', 'docs', async () => {
  expect((await told({}, { openid: 'o-1' })).who).toMatchObject({ OPENID: 'o-1', SOURCE: 'wx_client', ENV: 'shop-1' })
  const passed = (await cloud.call('pass', { name: 'tell', data: {} }, { openid: 'o-1' })) as Told
  expect(passed).toMatchObject({ event: {}, who: { SOURCE: 'wx_client,scf' } })
  expect(passed.who.OPENID).toBeUndefined()
  const seen: string[] = []
  const stop = cloud.onCall(({ result }) => seen.push(result ?? ''))
  await cloud.timers.fire('tell')
  stop()
  expect(JSON.parse(seen[0] ?? '')).toMatchObject({
    event: { Type: 'Timer', TriggerName: 'tick' },
    who: { SOURCE: 'wx_trigger' },
  })
})

item(AREA, 'context: request, function, its limits and environment', 'docs', async () => {
  const { context } = await told({}, { openid: 'o-1' })
  expect(context).toMatchObject({
    request_id: expect.any(String),
    function_name: 'tell',
    function_version: '$LATEST',
    namespace: 'shop-1',
    time_limit_in_ms: 3000,
    memory_limit_in_mb: 256,
  })
  expect(JSON.parse(String(context.environment))).toMatchObject({ WX_OPENID: 'o-1' })
})

item(AREA, 'handlers: async, plain, with a callback (of no account when there is a promise)', 'docs', async () => {
  expect(await cloud.call('back', { x: 1 })).toEqual({ got: 1 })
  expect(await problem('back', { wrong: 'out of apples' })).toContain('out of apples')
  expect(await cloud.call('both', {})).toBe('promised')
  expect(await cloud.call('plain', {})).toBe(42)
})

item(AREA, 'results are JSON: dates are texts, nothing is null', 'docs', async () => {
  expect(await cloud.call('values', {})).toEqual({
    date: '1970-01-01T00:00:00.000Z',
    bytes: { type: 'Buffer', data: [104, 105] },
    nan: null,
    map: {},
  })
  expect(await cloud.call('nothing', {})).toBeNull()
})

item(AREA, 'cloud.logger writes into the log of the call', 'sdk', async () => {
  const invoked = (await (
    await fetch(`${cloud.url}/_localcloud/invoke`, { method: 'POST', body: '{"name": "log"}' })
  ).json()) as { logs: { text: string }[] }
  expect(invoked.logs.map(({ text }) => text).join('\n')).toContain('order')
})

tabled(__filename)
