import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultSpec, LocalCloud } from '../src/index'
import { connected, signedIn, type WatchMessage } from './socket'
import { shop, startCloud } from './support'

const START = Date.UTC(2030, 0, 1, 4)
const MINUTE = 60_000

let cloud: LocalCloud
let count = 0

beforeAll(async () => {
  cloud = await startCloud({ clock: { now: START }, rules: { board: { read: true } } })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  cloud.faults.clear()
  await cloud.clock.set(START)
  await cloud.database.remove('notices', {})
})

const post = async (body: object) => {
  const reply = await fetch(`${cloud.url}/_localcloud/faults`, { method: 'POST', body: JSON.stringify(body) })
  const answer = (await reply.json()) as { added?: number[]; rules?: object[]; error?: string }
  return { status: reply.status, ...answer }
}

/** Places an order of one yuan that tells `payback`, and pays it. */
async function pay(): Promise<{ accepted: boolean }> {
  const data = {
    body: '一单',
    outTradeNo: `fault-${++count}`,
    totalFee: 100,
    subMchId: '1900000109',
    envId: 'local-env',
    functionName: 'payback',
    tradeType: 'JSAPI',
  }
  const { value } = await shop<{ payment: { package: string } }>(cloud, { action: 'pay', api: 'unifiedOrder', data })
  return cloud.pay.confirm(value?.payment.package.replace('prepay_id=', '') ?? '')
}

/** When notices came, s after the start. */
const noticed = () =>
  (cloud.database.find('notices', {}, { sort: { at: 1 } }) as { at: number }[]).map(({ at }) => (at - START) / 1000)

describe('payment notices', () => {
  test.each<[FaultSpec, boolean, number[]]>([
    [{ kind: 'dropRequest', at: 'notice.payment', nth: 1 }, false, [15]],
    [{ kind: 'dropReply', at: 'notice.*', nth: 1 }, false, [0, 15]],
    [{ kind: 'duplicate', nth: 1, copies: 2 }, true, [0, 0, 0]],
    [{ kind: 'duplicate', nth: 1, copies: 3, together: true }, true, [0, 0, 0, 0]],
    [{ kind: 'late', nth: 1, ms: 40_000 }, false, [40]],
    [{ kind: 'late', at: 'notice.refund' }, true, [0]],
  ])('%j', async (spec, accepted, times) => {
    cloud.faults.add(spec)
    expect(await pay()).toMatchObject({ accepted })
    await cloud.clock.advance(30 * MINUTE)
    expect(noticed()).toEqual(times)
  })

  test('one that is late comes after a restart, too', async () => {
    const data = mkdtempSync(join(tmpdir(), 'faults-'))
    try {
      const first = await startCloud({ data, clock: { now: START }, faults: { rules: [{ kind: 'late', ms: MINUTE }] } })
      const shared = cloud
      cloud = first
      await pay()
      await first.close()
      cloud = await startCloud({ data, clock: { now: START } })
      await cloud.clock.advance(2 * MINUTE)
      expect(noticed()).toEqual([60])
      await cloud.close()
      cloud = shared
    } finally {
      rmSync(data, { recursive: true, force: true })
    }
  })
})

test('a timer that meets an error does not run its function', async () => {
  cloud.faults.add({ kind: 'error', at: 'invoke', source: 'wx_trigger' })
  await cloud.timers.fire('typed')
  expect(cloud.database.find('ticks')).toEqual([])
  cloud.faults.clear()
  await cloud.timers.fire('typed')
  expect(cloud.database.find('ticks')).toHaveLength(1)
})

test('cloudPay, open APIs and files meet faults', async () => {
  cloud.faults.add([
    { kind: 'error', at: 'pay.queryOrder' },
    { kind: 'dropReply', at: 'openapi.subscribeMessage.send' },
    { kind: 'error', at: 'files.put' },
  ])
  await cloud.consents.grant('o-fault', ['T1'])
  const query = await shop(cloud, { action: 'pay', api: 'queryOrder', data: { outTradeNo: 'x' } })
  expect(query.failed?.errCode).toBe(-501001)
  const message = { touser: 'o-fault', templateId: 'T1', data: { thing1: { value: 'x' } } }
  const sent = await shop(cloud, { action: 'open', api: 'subscribeMessage.send', data: message })
  expect(sent.failed).toBeDefined()
  expect(cloud.database.count('_messages', { touser: 'o-fault' })).toBe(1)
  await expect(cloud.call('files', { cloudPath: 'f.txt', text: 'x' })).rejects.toThrow()
  expect(cloud.faults.list().map(({ struck }) => struck)).toEqual([1, 1, 1])
})

test('clients meet faults', async () => {
  const token = await signedIn(cloud, 'faulty')
  const call = () =>
    fetch(`${cloud.url}/v1/functions/steps`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ run: 'client', count: 1 }),
    })
  cloud.faults.add({ kind: 'dropReply', at: 'web.functions', name: 'steps', nth: 1 })
  cloud.faults.add({ kind: 'error', at: 'web.functions', nth: 2 })
  await expect(call()).rejects.toThrow('fetch failed')
  expect(cloud.database.count('steps', { run: 'client' })).toBe(1)
  expect((await call()).status).toBe(500)
  expect(await (await call()).json()).toBe(1)
})

test('the connection of a live query breaks instead of an event, which is there when it comes back', async () => {
  const token = await signedIn(cloud, 'watcher')
  const first = await connected(cloud, token)
  const { queryID } = (await first.ask('INIT_WATCH', { collName: 'board', query: '{}' })).msgData
  cloud.faults.add({ kind: 'disconnect', name: 'board', nth: 2 })
  const seen: string[] = []
  first.socket.on('message', (text) =>
    seen.push(...(JSON.parse(String(text)) as WatchMessage).msgData.events.map((e) => e.Doc)),
  )
  await cloud.database.insert('board', [{ _id: 'b1' }])
  await cloud.database.insert('board', [{ _id: 'b2' }])
  await first.closed
  expect(seen).toEqual(['{"_id":"b1"}'])
  const second = await connected(cloud, token)
  const { events } = (await second.ask('REBUILD_WATCH', { queryID, eventID: 2 })).msgData
  expect(events.map((event) => event.Doc)).toEqual(['{"_id":"b2"}'])
  second.socket.terminate()
})

test('the same scripted run meets the same faults; another seed others', async () => {
  const script = async (seed: number) => {
    const own = await startCloud({
      clock: { now: START },
      faults: { seed, rates: { error: 0.1, dropReply: 0.15, crash: 0.2, latency: 0.1 } },
    })
    try {
      for (let i = 0; i < 12; i++) {
        await own.call('steps', { run: i, count: 1 + (i % 3) }).catch(() => undefined)
        await shop(own, { action: 'inc', collection: 'goods', id: 'apple', field: 'n', by: 1 }).catch(() => undefined)
      }
      const left = own.database.find('steps', {}, { sort: { run: 1, step: 1 }, projection: { _id: 0 } })
      return { trace: own.faults.trace(), left }
    } finally {
      await own.close()
    }
  }
  const first = await script(7)
  expect(first.trace.length).toBeGreaterThan(5)
  expect(await script(7)).toEqual(first)
  expect((await script(8)).trace).not.toEqual(first.trace)
})

test('faults by request: added, listed with what they did, taken back', async () => {
  const { added } = await post({
    rules: [{ kind: 'error', at: 'database.calculateDocument' }],
    seed: 3,
    rates: { late: 1 },
  })
  expect(added).toHaveLength(2)
  const [late, error] = added ?? []
  await pay()
  const listed = await (await fetch(`${cloud.url}/_localcloud/faults`)).json()
  expect(listed.rules).toMatchObject([
    { id: late, kind: 'late', seed: 3, struck: 1 },
    { id: error, kind: 'error', struck: 0 },
  ])
  expect(listed.trace.at(-1)).toMatchObject({
    rule: late,
    kind: 'late',
    at: 'notice.payment',
    name: 'payback',
    now: START,
  })
  expect((await post({ clear: late })).rules).toMatchObject([{ id: error }])
  expect(await post({ clear: true, rules: [{ kind: 'boom' }] })).toMatchObject({
    status: 400,
    error: expect.stringContaining('kind "boom" is not one of'),
  })
  expect(cloud.faults.list()).toHaveLength(1)
  expect(await post({ clear: true })).toMatchObject({ status: 200, rules: [] })
})

test('a file of faults; a wrong one says what is wrong', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'faults-'))
  const file = join(dir, 'faults.json')
  writeFileSync(file, '{"rules":[{"kind":"error","at":"invoke","name":"whoami"}]}')
  const own = await startCloud({ faults: file })
  await expect(own.call('whoami', {})).rejects.toThrow('the function failed')
  await own.close()
  writeFileSync(file, '{"rules":[{"kind":"error","at":"nowhere"}]}')
  await expect(startCloud({ faults: file })).rejects.toThrow('rule 1: at "nowhere" never fits')
  rmSync(dir, { recursive: true })
})
