import { DAY_MS } from '../../src/domain/time'
import { APPLE, HOUR, makeWorld, NOON, newRequestId, type World } from './world'

let world: World
const MINUTE = 60_000
const groupOf = (leaderId: string) => `${world.campaignId}-${leaderId}`
const codeOf = async (who: string) => (await world.call(who, 'group.open', { groupId: world.groupId })).shareCode

/** Somebody with a share code: known since he signed in. */
async function known(who: string, phone?: string): Promise<string> {
  await world.call(who, 'account.signIn', {})
  if (phone) await world.call(who, 'account.setPhone', { phone })
  return (await codeOf(who)) as string
}

const touch = (
  who: string,
  more: { groupId?: string; from?: string; channel?: string; poster?: string; via?: 'poster' } = {},
) => world.call(who, 'group.touch', { groupId: world.groupId, via: 'link', ...more })

async function buy(who: string, groupId = world.groupId): Promise<string> {
  const placed = await world.place(who, { groupId })
  await world.pay(placed)
  await world.sweep()
  return placed.orderId
}

const snapshot = (orderId: string) => world.one('attributions', orderId)
const belongsTo = (who: string) => [world.one('users', who)?.leaderId, world.one('users', who)?.leaderBy]

beforeEach(async () => {
  world = await makeWorld({ goodsForDays: 60 })
})
afterEach(() => world.close())

test("who opens a leader's link and orders is his, and the order says where it came from", async () => {
  expect(await touch('chen', { channel: '楼道' })).toEqual({ kept: true })
  expect(belongsTo('chen')).toEqual(['zhoujie', 'touch'])
  const orderId = await buy('chen')
  expect(snapshot(orderId)).toMatchObject({
    openid: 'chen',
    leaderId: 'zhoujie',
    boundTo: null,
    via: 'link',
    sharerId: 'zhou',
    channel: '楼道',
    exclusion: null,
  })
  expect(belongsTo('chen')).toEqual(['zhoujie', 'order'])
})

test("touched by A's link, ordered in B's group: the order is B's and so is he, the channel is A's", async () => {
  await touch('chen')
  expect(belongsTo('chen')).toEqual(['zhoujie', 'touch'])
  const orderId = await buy('chen', groupOf('lijie'))
  expect(snapshot(orderId)).toMatchObject({ leaderId: 'lijie', sharerId: 'zhou', boundTo: null })
  expect(belongsTo('chen')).toEqual(['lijie', 'order'])
})

test('an order nobody paid binds nobody', async () => {
  await world.place('chen')
  await world.sweep()
  expect(belongsTo('chen')).toEqual(['zhoujie', undefined])
  expect(world.all('attributions')).toEqual([])
})

test('protected for 30 days: an order with another leader moves him after that, not before', async () => {
  await buy('chen')
  await world.at(NOON + 10 * DAY_MS)
  const within = await buy('chen', groupOf('lijie'))
  expect(snapshot(within)).toMatchObject({ leaderId: 'lijie', boundTo: 'zhoujie' })
  expect(belongsTo('chen')).toEqual(['zhoujie', 'order'])
  // Whatever link he opens meanwhile.
  await touch('chen', { groupId: groupOf('lijie') })
  expect(belongsTo('chen')).toEqual(['zhoujie', 'order'])
  await world.at(NOON + 31 * DAY_MS)
  const after = await buy('chen', groupOf('lijie'))
  expect(snapshot(after)).toMatchObject({ leaderId: 'lijie', boundTo: 'zhoujie' })
  expect(belongsTo('chen')).toEqual(['lijie', 'order'])
  // What was written down of the earlier ones is as it was.
  expect(snapshot(within)).toMatchObject({ boundTo: 'zhoujie' })
})

test('a refund takes a binding back, not what the order says', async () => {
  await touch('chen')
  const orderId = await buy('chen', groupOf('lijie'))
  const before = snapshot(orderId)
  await world.call('chen', 'order.refund', { orderId, reason: '买错了' })
  await world.sweep()
  expect(belongsTo('chen')).toEqual(['zhoujie', 'touch'])
  expect(snapshot(orderId)).toEqual(before)
})

test('the channel is that of the last touch within 24 hours', async () => {
  await touch('chen', { channel: '电梯' })
  await world.at(NOON + HOUR)
  await touch('chen', { channel: '楼道', via: 'poster', poster: 'B' })
  expect(snapshot(await buy('chen'))).toMatchObject({ via: 'poster', channel: '楼道', poster: 'B' })
  await world.at(NOON + 26 * HOUR)
  expect(snapshot(await buy('chen'))).toMatchObject({ via: null, channel: null })
})

test('a neighbour whose card was opened is the inviter, fixed with the phone number', async () => {
  const from = await known('wang')
  await touch('newby', { from })
  await world.at(NOON + MINUTE)
  await world.call('newby', 'account.setPhone', { phone: '13900000001' })
  await world.at(NOON + 2 * MINUTE)
  await touch('newby', { from: await known('zhao') })
  expect(snapshot(await buy('newby'))).toMatchObject({ sharerId: 'zhao', inviterId: 'wang' })
})

describe('never counted', () => {
  test('his own link is not even kept', async () => {
    const from = await known('chen')
    expect(await touch('chen', { from })).toEqual({ kept: false })
    expect(await touch('zhou')).toEqual({ kept: false })
    expect(world.all('touches')).toEqual([])
  })

  test("the leader's own order, and his household's", async () => {
    for (const [who, code] of [
      ['zhou', 'self'],
      ['husband', 'household'],
    ] as const) {
      const orderId = await buy(who)
      expect(world.one('orders', orderId)?.counts).toBe(false)
      expect(snapshot(orderId)).toMatchObject({ exclusion: { code } })
      expect(belongsTo(who)).toEqual([undefined, undefined])
    }
    expect(world.one('leader_live', 'zhoujie:2026-11-21')).toBeUndefined()
  })

  test("an order with the leader's own phone number", async () => {
    await world.call('zhou', 'account.setPhone', { phone: '13700000000' })
    await known('second', '13700000000')
    const orderId = await buy('second')
    expect(world.one('orders', orderId)?.counts).toBe(false)
    expect(snapshot(orderId)).toMatchObject({ exclusion: { code: 'phone' } })
  })

  test('a touch by the same phone number: the one before it counts', async () => {
    const twin = await known('twin', '13800001234')
    await touch('chen', { channel: '楼道' })
    await world.at(NOON + HOUR)
    await touch('chen', { from: twin, channel: '自己' })
    expect(snapshot(await buy('chen'))).toMatchObject({ sharerId: 'zhou', channel: '楼道' })
  })
})

describe('a touch', () => {
  test('holds no more than who, by whom, where to, and when', async () => {
    await touch('chen')
    const [kept] = world.all('touches')
    expect(Object.keys(kept ?? {}).sort()).toEqual(['_id', 'at', 'leaderId', 'openid', 'sharerId', 'via'])
  })

  test('is one when the page is opened again at once', async () => {
    await touch('chen')
    await touch('chen')
    await world.at(NOON + HOUR)
    await touch('chen')
    expect(world.all('touches')).toHaveLength(2)
  })

  test('of a code that nobody has is not kept; a guest is nobody', async () => {
    expect(await touch('chen', { from: 'ZZZZ2222' })).toEqual({ kept: false })
    const input = { groupId: world.groupId, via: 'link' as const }
    expect((await world.fails('', 'group.touch', input)).code).toBe('sign_in_first')
    expect(world.all('touches')).toEqual([])
  })

  test('goes with the account', async () => {
    await world.call('passer-by', 'account.signIn', {})
    await touch('passer-by')
    await world.call('passer-by', 'account.remove', {})
    expect(world.all('touches')).toEqual([])
  })
})

test('a code tells nothing of who he is, and is the same every time', async () => {
  const code = await known('wang')
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
  expect(await codeOf('wang')).toBe(code)
  expect(await codeOf('')).toBeUndefined()
})

test('payments told late fall into their place: the first paid binds', async () => {
  const first = await world.place('chen')
  const second = await world.place('chen', {
    groupId: groupOf('lijie'),
    requestId: newRequestId(),
    lines: [{ ...APPLE, quantity: 2 }],
  })
  await world.pay(second)
  await world.sweep()
  await world.at(NOON + MINUTE)
  await world.pay(first)
  await world.sweep()
  expect(belongsTo('chen')).toEqual(['lijie', 'order'])
})

test('where what is kept of somebody makes no sense his orders wait to be mended, and nobody else waits', async () => {
  const placed = [await world.place('chen'), await world.place('wang')]
  for (const one of placed) await world.pay(one)
  const [unclear, clear] = placed.map(({ orderId }) => orderId) as [string, string]
  const change = (fields: object) =>
    world.cloud.database.update('orders', { _id: unclear }, { $set: fields } as Record<string, object>)
  await change({ refundedFen: 99_999 })
  await world.sweep()
  expect(snapshot(clear)).toMatchObject({ leaderId: 'zhoujie' })
  expect(snapshot(unclear)).toBeUndefined()
  expect([unclear, clear].map((id) => world.one('orders', id)?.attribute)).toEqual(['unclear', undefined])
  await change({ refundedFen: 0, attribute: 'paid' })
  await world.sweep()
  expect(snapshot(unclear)).toMatchObject({ leaderId: 'zhoujie' })
})
