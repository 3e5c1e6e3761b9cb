import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalCloud } from '../src/index'
import { eventually, type Reply, shop, startCloud } from './support'

const START = Date.UTC(2030, 0, 1, 0, 30)
const HOUR = 3_600_000

let cloud: LocalCloud

beforeAll(async () => {
  cloud = await startCloud({ clock: { now: START } })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  await cloud.clock.set(START)
  for (const collection of ['ticks', 'notices']) await cloud.database.remove(collection, {})
})

const ticks = () =>
  cloud.database.find('ticks', {}, { sort: { now: 1 } }) as { Time: string; now: number; TriggerName: string }[]
const delay = (delayTime: number, data: object): Promise<Reply> =>
  shop(cloud, {
    action: 'open',
    api: 'cloudbase.addDelayedFunctionTask',
    data: { functionName: 'payback', data: JSON.stringify(data), delayTime },
  })
const told = () =>
  (cloud.database.find('notices', {}, { sort: { at: 1 } }) as { event: object; at: number }[]).map(({ event, at }) => [
    event,
    at - START,
  ])

test('functions live in the time of the cloud', async () => {
  expect(await cloud.call('whoami', {})).toMatchObject({ now: START, iso: '2030-01-01T00:30:00.000Z' })
  await cloud.clock.set(Date.UTC(2014, 5, 6))
  expect(await cloud.call('whoami', {})).toMatchObject({ iso: '2014-06-06T00:00:00.000Z' })
})

test('a timer fires at each of its times on the way, with the clock standing there', async () => {
  await cloud.clock.advance(3 * HOUR)
  expect(ticks().map((tick) => tick.Time)).toEqual([1, 2, 3].map((hour) => `2030-01-01T0${hour}:00:00.000Z`))
  for (const tick of ticks()) expect(tick).toMatchObject({ TriggerName: 'hourly', now: Date.parse(tick.Time) })
  expect(cloud.clock.now()).toBe(START + 3 * HOUR)
})

test('a jump over very many firings makes a few of them, the last among them', async () => {
  await cloud.clock.advance(1000 * HOUR, 10)
  expect(ticks().length).toBeGreaterThan(5)
  expect(ticks().length).toBeLessThan(15)
  expect(ticks().at(-1)?.now).toBe(START + 999.5 * HOUR)
})

test('a jump can be told to fire a timer once, at the end', async () => {
  await cloud.clock.advance(1000 * HOUR, 1)
  expect(ticks().map((tick) => tick.now)).toEqual([START + 999.5 * HOUR])
})

test('timers fire again after the clock was moved back', async () => {
  await cloud.clock.advance(100 * HOUR, 1)
  await cloud.clock.set(START)
  await cloud.database.remove('ticks', {})
  await cloud.clock.advance(HOUR)
  expect(ticks().map((tick) => tick.now)).toEqual([START + HOUR / 2])
})

test('a timer fires on demand', async () => {
  const reply = await fetch(`${cloud.url}/_localcloud/timers`, { method: 'POST', body: '{"name":"typed"}' })
  expect(await reply.json()).toEqual({ fired: 1 })
  expect(ticks()).toHaveLength(1)
})

test('delayed tasks run at their time and in its order', async () => {
  await delay(60, { n: 2 })
  await delay(10, { n: 1 })
  await cloud.clock.advance(9_000)
  expect(told()).toEqual([])
  await cloud.clock.advance(HOUR)
  expect(told()).toEqual([
    [{ n: 1 }, 10_000],
    [{ n: 2 }, 60_000],
  ])
})

test.each([5, 30 * 86_400 + 1])('a delay of %d seconds is refused', async (seconds) => {
  expect((await delay(seconds, {})).failed?.errMsg).toContain('delay_time')
})

test('a clock that follows runs timers and tasks by itself', async () => {
  await delay(6, { n: 1 })
  cloud.clock.follow(10_000)
  await eventually(() => expect(told()).toHaveLength(1))
  await eventually(() => expect(ticks().length).toBeGreaterThan(0))
})

test('the control endpoints move the clock', async () => {
  const post = async (body: object) =>
    (await fetch(`${cloud.url}/_localcloud/clock`, { method: 'POST', body: JSON.stringify(body) })).json()
  expect(await post({ advance: 1000 })).toEqual({ now: START + 1000, frozen: true, speed: 0 })
  expect(await post({ set: '2031-01-01T00:00:00+08:00', timers: 'once' })).toMatchObject({
    now: Date.UTC(2030, 11, 31, 16),
  })
  expect(await post({ follow: 2 })).toMatchObject({ frozen: false, speed: 2 })
  expect(await post({ nonsense: 1 })).toEqual({ error: 'expected set, advance or follow' })
})

test('server dates are of the cloud', async () => {
  const stamp = async (id: string, offset: number) => {
    await shop(cloud, { action: 'stamp', id, offset })
    return cloud.database.get('stamps', id)?.at
  }
  expect(await stamp('now', 0)).toEqual(new Date(START))
  await cloud.clock.advance(HOUR)
  expect(await stamp('later', 0)).toEqual(new Date(START + HOUR))
  expect(await stamp('before', -60_000)).toEqual(new Date(START + HOUR - 60_000))
})

test('setTimeout is real while the clock stands still, and while it runs fast', async () => {
  const waited = async () => {
    const before = performance.now()
    expect(await cloud.call('slow', { ms: 60 })).toBe(60)
    return performance.now() - before
  }
  expect(await waited()).toBeGreaterThan(59)
  expect(cloud.clock.now()).toBe(START)
  cloud.clock.follow(100_000)
  expect(await waited()).toBeGreaterThan(59)
})

test('tasks of the same instant run as they were given, also after a restart, and before timers', async () => {
  const data = mkdtempSync(join(tmpdir(), 'clock-'))
  const shared = cloud
  try {
    cloud = await startCloud({ data, clock: { now: START } })
    for (let n = 1; n <= 6; n++) await delay(HOUR / 2000, { n })
    await cloud.close()
    cloud = await startCloud({ data, clock: { now: START } })
    for (let n = 7; n <= 8; n++) await delay(HOUR / 2000, { n })
    await cloud.clock.advance(HOUR / 2)
    expect(told().map(([event]) => event)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ n })))
    // The timer of this instant fired, too, after them all.
    expect(ticks()).toHaveLength(1)
    const calls = await (await fetch(`${cloud.url}/_localcloud/calls?limit=1`)).json()
    expect(calls[0].name).toBe('typed')
  } finally {
    await cloud.close()
    cloud = shared
    rmSync(data, { recursive: true, force: true })
  }
})

test('the clock can be told to run in real time again, and refuses what is no time', async () => {
  const post = async (body: object) => {
    const reply = await fetch(`${cloud.url}/_localcloud/clock`, { method: 'POST', body: JSON.stringify(body) })
    return { status: reply.status, ...((await reply.json()) as { now?: number; speed?: number }) }
  }
  const real = await post({ follow: 'real' })
  expect(real).toMatchObject({ frozen: false, speed: 1 })
  expect(Math.abs((real.now ?? 0) - Date.now())).toBeLessThan(10_000)
  for (const wrong of [{ set: 'tomorrow' }, { advance: 'soon' }, { follow: -1 }, { advance: 1, timers: 0 }]) {
    expect((await post(wrong)).status).toBe(400)
  }
})
