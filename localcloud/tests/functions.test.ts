import type { LocalCloud } from '../src/index'
import { eventually, shop, startCloud } from './support'

interface Who {
  before: { OPENID?: string; SOURCE?: string }
  after: { OPENID?: string }
  info: { uid: string }
}

let cloud: LocalCloud

beforeAll(async () => {
  cloud = await startCloud({ functionEnv: { EVERYWHERE: 'yes' } })
})
afterAll(() => cloud.close())

async function instancesOf(from: LocalCloud, name: string): Promise<number> {
  const functions = (await (await fetch(`${from.url}/_localcloud/functions`)).json()) as {
    name: string
    instances: number
  }[]
  return functions.find((one) => one.name === name)?.instances ?? 0
}

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error('no failure'),
    (e) => e,
  )

test('fifty callers at once are never taken for one another', async () => {
  const people = Array.from({ length: 50 }, (_, i) => ({ openid: `o-${i}`, uid: `u-${i}` }))
  const replies = await Promise.all(
    people.map((who, i) => cloud.call('whoami', { waitMs: i % 7 }, who) as Promise<Who>),
  )
  replies.forEach((reply, i) => {
    expect(reply.before.OPENID).toBe(`o-${i}`)
    expect(reply.after.OPENID).toBe(`o-${i}`)
    expect(reply.info.uid).toBe(`u-${i}`)
  })
})

test('instances that share a thread share neither callers nor module variables', async () => {
  interface Together {
    before: string
    after: string
    calls: number
  }
  const people = Array.from({ length: 200 }, (_, i) => `o-${i}`)
  const replies = await Promise.all(
    people.map((openid, i) => cloud.call('together', { waitMs: i % 11 }, { openid }) as Promise<Together>),
  )
  replies.forEach((reply, i) => {
    expect(reply).toMatchObject({ before: `o-${i}`, after: `o-${i}` })
  })
  expect(await instancesOf(cloud, 'together')).toBeGreaterThan(1)
  // Had they one module scope, somebody would have counted all the calls.
  expect(Math.max(...replies.map((reply) => reply.calls))).toBeLessThan(200)
})

test('an identity is gone after its call', async () => {
  await cloud.call('whoami', {}, { openid: 'o-before', uid: 'u-before' })
  const replies = await Promise.all(Array.from({ length: 10 }, () => cloud.call('whoami', {}) as Promise<Who>))
  for (const reply of replies) {
    expect(reply.before).not.toHaveProperty('OPENID')
    expect(reply.info.uid).toBe('')
  }
})

test('a function called by a function sees the path of the call and no identity', async () => {
  const reply = await shop<{ result: Who }>(cloud, { action: 'call', name: 'whoami', data: {} })
  expect(reply.value?.result.before).toMatchObject({ SOURCE: 'wx_client,scf' })
  expect(reply.value?.result.before).not.toHaveProperty('OPENID')
})

test('waiting in the queue does not count as running', async () => {
  // Three calls of 0.7 s, one instance, a timeout of one second: together they take two.
  await expect(Promise.all([700, 700, 700].map((ms) => cloud.call('slow', { ms })))).resolves.toEqual([700, 700, 700])
})

test('a call past its timeout fails alone', async () => {
  const late = failure(cloud.call('slow', { ms: 3000 }))
  const next = cloud.call('slow', { ms: 1 })
  expect((await late).message).toContain('timed out after 1 seconds')
  await expect(next).resolves.toBe(1)
})

test.each(['throw', 'exit', 'crash', 'spin'])(
  'a function that fails by "%s" fails alone and is replaced',
  async (how) => {
    const failed = failure(cloud.call('fragile', { how }))
    const next = cloud.call('fragile', {})
    expect((await failed).message).toMatch(
      { throw: /thrown/, exit: /exited/, crash: /crashed/, spin: /timed out/ }[how] as RegExp,
    )
    await expect(next).resolves.toEqual(expect.any(Number))
  },
)

test('what a call leaves behind may kill its instance, not the next call', async () => {
  await cloud.call('fragile', { how: 'later' })
  await eventually(async () => expect(await instancesOf(cloud, 'fragile')).toBe(0))
  await expect(cloud.call('fragile', {})).resolves.toBe(1)
})

test('calls that wait when the cloud closes hear of it', async () => {
  const own = await startCloud()
  const running = Promise.allSettled([own.call('slow', { ms: 900 }), own.call('slow', { ms: 1 })])
  await eventually(async () => expect(await instancesOf(own, 'slow')).toBe(1))
  await own.close()
  expect((await running).map((call) => call.status)).toEqual(['rejected', 'rejected'])
})

test('module scope lives from call to call', async () => {
  const first = (await cloud.call('fragile', {})) as number
  await expect(cloud.call('fragile', {})).resolves.toBe(first + 1)
})

test('what a function prints is kept with its call', async () => {
  await cloud.call('fragile', { how: 'quietly' })
  const calls = await (await fetch(`${cloud.url}/_localcloud/calls?name=fragile`)).json()
  expect(calls[0].logs).toEqual([{ level: 'log', text: expect.stringMatching(/^call \d+ quietly$/) }])
})

test('a TypeScript function runs with the variables of its config', async () => {
  await expect(cloud.call('typed', { number: 21 })).resolves.toEqual({ doubled: 42, greeting: '你好' })
})

test('the SDK reports a missing function as it does in the cloud', async () => {
  const { failed } = await shop(cloud, { action: 'call', name: 'nowhere', data: {} })
  expect(failed?.errMsg).toContain('FunctionName parameter could not be found')
})

test('a function closed to clients is open to the platform', async () => {
  expect((await failure(cloud.call('payback', {}, { openid: 'o-1' }))).message).toContain('may not call')
  await expect(cloud.call('payback', {})).resolves.toEqual({ errcode: 0 })
})

test('conditional updates through the SDK sell exactly what is there', async () => {
  await cloud.database.insert('goods', [{ _id: 'apple', stock: 30 }])
  const sold = await Promise.all(Array.from({ length: 50 }, () => shop<number>(cloud, { action: 'buy', id: 'apple' })))
  expect(sold.filter((reply) => reply.value === 1)).toHaveLength(30)
  expect(cloud.database.get('goods', 'apple')).toMatchObject({ stock: 0 })
})

test('round trips are counted for the call that makes them', async () => {
  const before = cloud.stats()
  await shop(cloud, { action: 'buy', id: 'apple' })
  expect(cloud.stats().roundTrips - before.roundTrips).toBe(1)
  await eventually(async () => {
    const [call] = await (await fetch(`${cloud.url}/_localcloud/calls?name=shop&limit=1`)).json()
    expect(call.roundTrips).toBe(1)
  })
})

test('functions do not see what belongs to the emulator', async () => {
  const { failed } = await shop(cloud, { action: 'read', collection: '_users' })
  expect(failed?.errCode).toBe(-502003)
})
