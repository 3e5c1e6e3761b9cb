import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalCloud } from '../src/index'
import { type Folder, makeFolder } from './folder'
import { eventually, shop, startCloud } from './support'

const START = Date.UTC(2030, 0, 1)
const DATE = new Date('2029-05-05T05:05:05Z')

let folder: Folder
let cloud: LocalCloud

beforeAll(async () => {
  folder = makeFolder()
  cloud = await startCloud({ clock: { now: START }, indexes: { goods: [{ name: 'kind', keys: { kind: 1 } }] } })
})
beforeEach(() => cloud.reset())
afterAll(async () => {
  await cloud.close()
  folder.close()
})

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no failure',
    (error: Error) => error.message,
  )

/** Leaves a trace in every part of the cloud. */
async function live(): Promise<{ prepayId: string; fileID: string }> {
  await cloud.seed({ goods: [{ _id: 'apple', kind: 'fruit', at: DATE }] })
  await cloud.users.add({ username: 'ming', password: 'demo', openid: 'o-ming', uid: 'u-ming' })
  await cloud.consents.grant('o-shop', ['T1'], 3)
  const { fileID } = (await cloud.call('files', { cloudPath: 'a.txt', text: 'kept' })) as { fileID: string }
  const data = { touser: 'o-shop', templateId: 'T1', data: { thing1: { value: 'x' } } }
  await shop(cloud, { action: 'open', api: 'subscribeMessage.send', data })
  const order = { body: 'x', outTradeNo: 'o1', totalFee: 5, envId: 'e', functionName: 'payback', tradeType: 'JSAPI' }
  const { value } = await shop<{ prepayId: string }>(cloud, { action: 'pay', api: 'unifiedOrder', data: order })
  return { prepayId: value?.prepayId ?? '', fileID }
}

const counts = () => Object.fromEntries(cloud.database.collections().map(({ name, documents }) => [name, documents]))

test('reset leaves nothing, and the clock where it began', async () => {
  await live()
  cloud.faults.add({ kind: 'error', nth: 1_000_000 })
  await cloud.clock.advance(3_600_000)
  expect(counts()).toMatchObject({ goods: 1, _users: 1, _messages: 1, _files: 1, _pay_orders: 1 })
  await cloud.reset()
  expect(Object.values(counts()).filter((count) => count > 0)).toEqual([])
  expect(cloud.clock.now()).toBe(START)
  expect(cloud.faults.list()).toEqual([])
  expect(cloud.stats()).toEqual({ roundTrips: 0, functionCalls: 0, byAction: {} })
  expect(await (await fetch(`${cloud.url}/_localcloud/calls`)).json()).toEqual([])
  // Indexes stay, and what is written next is found by them.
  await cloud.seed({ goods: [{ _id: 'egg', kind: 'fresh' }] })
  expect(cloud.database.explain('goods', { kind: 'fresh' })).toMatchObject({ access: 'index', returned: 1 })
})

test('after a reset the same faults strike the same calls, and are told of alike', async () => {
  const run = async () => {
    cloud.faults.plan(7, { error: { at: 'functions.*', probability: 0.5 }, crash: 0.3 })
    for (let i = 0; i < 20; i++) await cloud.call('whoami', {}).catch(() => undefined)
    return { trace: cloud.faults.trace(), rules: cloud.faults.list() }
  }
  const first = await run()
  expect(first.trace.length).toBeGreaterThan(0)
  await cloud.reset()
  expect(cloud.faults.trace()).toEqual([])
  expect(await run()).toEqual(first)
})

test('a delayed task that was reset away is not made', async () => {
  const data = { functionName: 'typed', data: '{"number":1}', delayTime: 60 }
  await shop(cloud, { action: 'open', api: 'cloudbase.addDelayedFunctionTask', data })
  expect(counts()).toMatchObject({ _tasks: 1 })
  await cloud.reset()
  await cloud.clock.advance(120_000)
  expect(cloud.stats().functionCalls).toBe(0)
})

test('reset ends transactions that a function has left open', async () => {
  await cloud.seed({ goods: [{ _id: 'a', n: 1 }] })
  const { transactionId } = await cloud.database.handle({ action: 'database.startTransaction' })
  const query = '{"_id":"a"}'
  const write = { action: 'database.modifyDocument', collectionName: 'goods', query, data: '{"$inc":{"n":1}}' }
  await cloud.database.handle({ ...write, merge: true, transactionId })
  await cloud.reset()
  expect(cloud.database.count('goods')).toBe(0)
})

test('tasks and notices that are there already are done once, however often they are imported', async () => {
  const { prepayId } = await live()
  cloud.pay.dropCallbacks(true)
  await cloud.pay.confirm(prepayId)
  cloud.pay.dropCallbacks(false)
  const data = { functionName: 'typed', data: '{"number":1}', delayTime: 60 }
  await shop(cloud, { action: 'open', api: 'cloudbase.addDelayedFunctionTask', data })
  const directory = join(folder.path, 'again')
  await cloud.export(directory)
  await cloud.import(directory)
  await cloud.import(directory)
  const called: string[] = []
  const end = cloud.onCall(({ name }) => called.push(name))
  // A clock that runs starts what is due at one moment all at once.
  cloud.clock.follow(100)
  await eventually(() => {
    expect(called.sort()).toEqual(['payback', 'typed'])
    expect(counts()).toMatchObject({ _tasks: 0 })
  })
  await cloud.settled()
  end()
  expect(called.sort()).toEqual(['payback', 'typed'])
})

test('a seed is an object or a directory, of lines or of lists, and replaces what has its _id', async () => {
  await expect(cloud.seed({ goods: [{ _id: 'a', n: 1 }, { n: 2 }] })).resolves.toEqual({ goods: 2 })
  folder.write({
    'seed/goods.jsonl': '{"_id": "a", "n": 3}\n\n{"_id": "b", "at": {"$date": "2029-05-05T05:05:05Z"}}\r\n',
    'seed/people.json': '[{"_id": "ming"}, {"_id": "hong"}]',
    'seed/exported.json': '{"_id": "x"}\n{"_id": "y"}\n',
    'seed/readme.txt': 'not a collection',
  })
  await expect(cloud.seed(join(folder.path, 'seed'))).resolves.toEqual({ exported: 2, goods: 2, people: 2 })
  expect(cloud.database.get('goods', 'a')).toEqual({ _id: 'a', n: 3 })
  expect(cloud.database.get('goods', 'b')).toEqual({ _id: 'b', at: DATE })
  expect(cloud.database.count('goods')).toBe(3)
})

test.each([
  ['{"_id": "a"}\n{"_id" 1}', 'bad/goods.jsonl:2:8: expected ":" after "_id"'],
  ['{"_id": "a"}\n3', 'bad/goods.jsonl:2: expected a document'],
  ['[{"_id": "a"}, null]', 'bad/goods.jsonl:1: expected a document as item 2'],
])('a seed of %j says where it is wrong, and nothing is written', async (text, message) => {
  folder.write({ 'bad/first.jsonl': '{"_id": "fine"}', 'bad/goods.jsonl': text })
  expect(await failure(cloud.seed(join(folder.path, 'bad')))).toContain(join(folder.path, message))
  expect(cloud.database.count('first')).toBe(0)
})

test('what was exported is there in another cloud, down to a payment under way', async () => {
  const { prepayId, fileID } = await live()
  const directory = join(folder.path, 'export')
  const manifest = await cloud.export(directory)
  expect(manifest).toMatchObject({ version: 1, at: START, collections: { goods: 1, _users: 1, _files: 1 } })
  await expect(cloud.export(directory)).rejects.toThrow('expected an empty or a new directory')
  const other = await startCloud({ clock: { now: START } })
  try {
    await expect(other.import(directory)).resolves.toEqual(manifest)
    expect(other.database.get('goods', 'apple')).toEqual({ _id: 'apple', kind: 'fruit', at: DATE })
    const { value } = await shop<{ length: number }>(other, { action: 'read', collection: 'goods' })
    expect(value).toHaveLength(1)
    const { fileList } = await other.client({ openid: 'o-1' }).getTempFileURL({ fileList: [fileID] })
    expect(await (await fetch(fileList[0]?.tempFileURL ?? '')).text()).toBe('kept')
    await expect(other.pay.confirm(prepayId)).resolves.toEqual({ state: 'paid', accepted: true })
  } finally {
    await other.close()
  }
})

test('only a whole export is imported', async () => {
  folder.write({ 'half/database/goods.jsonl': '{"_id": "a"}' })
  expect(await failure(cloud.import(join(folder.path, 'half')))).toContain('expected a directory made by export')
  expect(cloud.database.count('goods')).toBe(0)
  expect(existsSync(join(folder.path, 'half'))).toBe(true)
})
