import { balances } from '../../src/domain/ledger/posting'
import { defaultPlan } from '../../src/domain/plan/plan'
import { APPLE, EGGS, HOUR, makeWorld, NOON, type World } from './world'

let world: World
afterEach(() => world.close())

const balance = (account: string) => balances(world.all('ledger')).get(account) ?? 0
const paid = async (who: string) => {
  const placed = await world.place(who, { lines: [{ ...EGGS, quantity: 1 }] })
  await world.pay(placed)
  return placed.orderId
}

describe('refund of a whole order', () => {
  beforeEach(async () => {
    world = await makeWorld({ limitPerPerson: 2 })
  })

  test('puts everything back as it was, once', async () => {
    const placed = await world.place('chen', { lines: [{ ...APPLE, quantity: 2 }] })
    await world.pay(placed)
    const input = { orderId: placed.orderId, reason: '买错了' }
    expect(await world.call('chen', 'order.refund', input)).toMatchObject({ state: 'refunded', refundedFen: 3980 })
    expect(await world.call('chen', 'order.refund', input)).toMatchObject({ state: 'refunded' })
    await world.sweep()
    expect(world.one('stock', world.campaignId)).toMatchObject({ left: { apple: 100 }, sold: { apple: 0 } })
    expect(world.one('group_live', world.groupId)).toMatchObject({ orders: 0, pieces: 0, paidFen: 0, recent: [] })
    expect(world.one('leader_live', 'zhoujie:2026-11-21')).toMatchObject({
      orders: 0,
      netFen: 0,
      commissionFen: 0,
      recent: [],
    })
    expect(balance('leader:zhoujie:frozen')).toBe(0)
    expect(balance('clearing:wechatpay')).toBe(0)
    expect(balance('platform:sales') + balance('platform:refunds')).toBe(0)
    // His limit is free again.
    await world.place('chen', { lines: [{ ...APPLE, quantity: 2 }] })
  })

  test('not by others, not after the cut-off; operations may until it is completed', async () => {
    const orderId = await paid('chen')
    const input = { orderId, reason: '坏了' }
    expect((await world.fails('li', 'order.refund', input)).code).toBe('order_not_found')
    await world.at(NOON + 10 * HOUR)
    expect((await world.fails('chen', 'order.refund', input)).code).toBe('not_refundable')
    expect(await world.call('ops', 'order.refund', input)).toMatchObject({ state: 'refunded' })
    expect(world.all('audit', { action: 'order.refund' })).toMatchObject([{ by: 'ops', ref: orderId }])
  })

  test('not after the goods have been handed out', async () => {
    const orderId = await paid('chen')
    const { collectCode } = await world.call('chen', 'order.get', { orderId })
    await world.call('zhou', 'leader.collect', { code: collectCode as string })
    expect((await world.fails('chen', 'order.refund', { orderId, reason: '不想要了' })).code).toBe('not_refundable')
  })

  test('a refund in a month with another plan takes back what was given, not what would be given now', async () => {
    const orderId = await paid('chen')
    const rules = { ...defaultPlan, baseRateBp: 2000, minEffectiveFen: 100_000 }
    await world.cloud.database.insert('plans', [{ _id: 'v2', from: NOON + 2 * HOUR, rules }] as never)
    await world.at(NOON + 3 * HOUR)
    await world.call('chen', 'order.refund', { orderId, reason: '买错了' })
    expect(balance('leader:zhoujie:frozen')).toBe(0)
    expect(world.one('leader_live', 'zhoujie:2026-11-21')).toMatchObject({ orders: 0, commissionFen: 0 })
  })

  test('one recorded before a crash is carried out by the sweep, under the same number', async () => {
    const orderId = await paid('chen')
    await world.cloud.database.update(
      'orders',
      { _id: orderId },
      { $set: { refund: { no: `${orderId}R`, reason: '买错了', by: 'buyer', at: NOON }, refundDueAt: NOON } },
    )
    await world.sweep()
    await world.sweep()
    expect(world.one('orders', orderId)).toMatchObject({ state: 'refunded', refundedFen: 2190 })
    expect(balance('clearing:wechatpay')).toBe(0)
  })
})

describe('collecting and completing', () => {
  beforeEach(async () => {
    world = await makeWorld()
  })

  test('handed out for the code, by this leader only, once; completed after the after-sale window', async () => {
    const orderId = await paid('chen')
    const { collectCode: code } = await world.call('chen', 'order.get', { orderId })
    expect(code).toMatch(/^\d{8}$/)
    expect((await world.fails('li', 'leader.collect', { code: code as string })).code).toBe('code_not_found')
    expect((await world.fails('chen', 'leader.collect', { code: code as string })).code).toBe('not_allowed')
    const first = await world.call('zhou', 'leader.collect', { code: code as string })
    expect(first).toMatchObject({ orderId, name: '陈**', phoneTail: '1234', totalFen: 2190, already: false })
    expect(await world.call('zhou', 'leader.collect', { code: code as string })).toMatchObject({ already: true })
    expect(balance('leader:zhoujie:frozen')).toBe(219)
    await world.at(NOON + 24 * HOUR - 1)
    await world.sweep()
    expect(world.one('orders', orderId)?.state).toBe('collected')
    await world.at(NOON + 24 * HOUR)
    await world.sweep()
    expect(world.one('orders', orderId)).toMatchObject({ state: 'completed', completedAt: NOON + 24 * HOUR })
    expect(balance('leader:zhoujie:frozen')).toBe(0)
    expect(balance('leader:zhoujie:available')).toBe(219)
    expect(await world.call('zhou', 'leader.today', {})).toMatchObject({ frozenFen: 0, availableFen: 219 })
  })

  test('an unpaid order has no code to collect by', async () => {
    const { orderId } = await world.place('chen')
    expect((await world.call('chen', 'order.get', { orderId })).collectCode).toBeUndefined()
    const code = world.one('orders', orderId)?.collectKey.slice(-8) as string
    expect((await world.fails('zhou', 'leader.collect', { code })).code).toBe('code_not_found')
  })
})

describe('red packets', () => {
  const targets = [
    { window: 'day' as const, orders: 3, amountFen: 500 },
    { window: 'day' as const, orders: 5, amountFen: 1500 },
  ]
  const buy = async (from: number, to: number) => {
    for (let i = from; i <= to; i++) await paid(`neighbour-${i}`)
  }

  test('granted the moment the target is reached, exactly once, and reserved from the pool', async () => {
    world = await makeWorld({ plan: { targets } })
    await buy(1, 2)
    expect(world.all('red_packets')).toEqual([])
    await buy(3, 3)
    expect(world.all('red_packets')).toMatchObject([
      { _id: 'zhoujie:day:2026-11-21:3', owner: 'zhou', amountFen: 500, state: 'awaiting_confirm', byName: '邻**' },
    ])
    await buy(4, 6)
    await world.sweep()
    expect(
      world
        .all('red_packets')
        .map((p) => p.orders)
        .sort(),
    ).toEqual([3, 5])
    expect(world.one('pools', 'targets')).toMatchObject({ leftFen: 1_000_000 - 2000, grantedFen: 2000, holds: {} })
    expect(balance('platform:redpacket:targets')).toBe(-2000)
  })

  test('many neighbours at once reach it once', async () => {
    world = await makeWorld({ plan: { targets } })
    const placed = await Promise.all(
      Array.from({ length: 12 }, (_, i) => world.place(`n-${i}`, { lines: [{ ...EGGS, quantity: 1 }] })),
    )
    await Promise.all(placed.map((p) => world.pay(p)))
    await world.sweep()
    expect(world.one('leader_live', 'zhoujie:2026-11-21')).toMatchObject({ orders: 12 })
    expect(
      world
        .all('red_packets')
        .map((p) => p._id)
        .sort(),
    ).toEqual(['zhoujie:day:2026-11-21:3', 'zhoujie:day:2026-11-21:5'])
    expect(world.one('pools', 'targets')?.grantedFen).toBe(2000)
  })

  test('a week is counted apart from its Monday', async () => {
    const week = { window: 'week' as const, orders: 3, amountFen: 700 }
    world = await makeWorld({ plan: { targets: [week, { window: 'day', orders: 9, amountFen: 1 }] }, goodsForDays: 9 })
    await world.at(Date.parse('2026-11-23T10:00:00+08:00'))
    await buy(1, 2)
    expect(world.one('leader_live', 'zhoujie:2026-11-23')?.orders).toBe(2)
    expect(world.one('leader_live', 'zhoujie:week:2026-11-23')?.orders).toBe(2)
    await world.at(Date.parse('2026-11-24T10:00:00+08:00'))
    await buy(3, 3)
    expect(world.one('leader_live', 'zhoujie:2026-11-24')?.orders).toBe(1)
    expect(world.all('red_packets').map((p) => p._id)).toEqual(['zhoujie:week:2026-11-23:3'])
    expect((await world.call('zhou', 'leader.today', {})).redPackets).toMatchObject([
      { window: 'week', amountFen: 700 },
    ])
  })

  test("the leader's own orders and his household's do not count", async () => {
    world = await makeWorld({ plan: { targets } })
    await paid('zhou')
    await paid('husband')
    await paid('chen')
    expect(world.one('group_live', world.groupId)?.orders).toBe(3)
    expect(world.one('leader_live', 'zhoujie:2026-11-21')?.orders).toBe(1)
    expect(world.all('red_packets')).toEqual([])
    expect(balance('leader:zhoujie:frozen')).toBe(219)
  })

  test('taken: the money is in the wallet', async () => {
    world = await makeWorld({ plan: { targets } })
    await buy(1, 3)
    const redPacketId = 'zhoujie:day:2026-11-21:3'
    expect((await world.fails('li', 'leader.takeRedPacket', { redPacketId })).code).toBe('red_packet_not_found')
    const taken = await world.call('zhou', 'leader.takeRedPacket', { redPacketId })
    expect(taken).toMatchObject({
      state: 'awaiting_confirm',
      transfer: { package: expect.stringContaining('sandbox_') },
    })
    expect(await world.call('zhou', 'leader.confirmRedPacket', { redPacketId })).toMatchObject({ state: 'received' })
    expect(await world.call('zhou', 'leader.confirmRedPacket', { redPacketId })).toMatchObject({ state: 'received' })
    expect(balance('leader:zhoujie:paid')).toBe(500)
    expect(balance('clearing:transfer')).toBe(0)
  })

  test('not taken in 24 hours: the money is in the available balance', async () => {
    world = await makeWorld({ plan: { targets } })
    await buy(1, 3)
    await world.at(NOON + 24 * HOUR)
    await world.sweep()
    expect(world.all('red_packets')).toMatchObject([{ state: 'expired' }])
    expect(balance('leader:zhoujie:available')).toBe(500)
    const redPacketId = 'zhoujie:day:2026-11-21:3'
    expect((await world.fails('zhou', 'leader.takeRedPacket', { redPacketId })).code).toBe('red_packet_expired')
  })

  test('an empty pool queues it; it is granted when there is money again', async () => {
    world = await makeWorld({ plan: { targets }, poolFen: 499 })
    await buy(1, 3)
    expect(world.all('red_packets')).toMatchObject([{ state: 'queued' }])
    expect(world.one('pools', 'targets')).toMatchObject({ leftFen: 499, grantedFen: 0 })
    await world.cloud.database.update('pools', { _id: 'targets' }, { $set: { leftFen: 500 } })
    await world.at(NOON + 61_000)
    await world.sweep()
    expect(world.all('red_packets')).toMatchObject([{ state: 'awaiting_confirm' }])
    expect(world.one('pools', 'targets')).toMatchObject({ leftFen: 0, grantedFen: 500, holds: {} })
  })

  test('a subscribe message where there is a consent, one for each; none is no failure', async () => {
    world = await makeWorld({ plan: { targets } })
    const consent = { requestId: 'consent-1', templateIds: ['tpl-red-packet'] }
    expect(await world.call('zhou', 'account.consent', consent)).toEqual({ counted: 1 })
    expect(await world.call('zhou', 'account.consent', consent)).toEqual({ counted: 1 })
    expect(world.one('consents', 'zhou:tpl-red-packet')?.left).toBe(1)
    await world.cloud.consents.grant('zhou', ['tpl-red-packet'], 1)
    await buy(1, 5)
    const told = world.all('red_packets').map((p) => [p.orders, p.told])
    expect(told.sort()).toEqual([
      [3, 'sent'],
      [5, 'no_consent'],
    ])
  })
})
