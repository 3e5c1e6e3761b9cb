import { defaultPlan } from '../../src/domain/plan/plan'
import { refundFen } from '../../src/domain/pricing/refund'
import { disagreements } from './agreement'
import { APPLE, EGGS, HOUR, makeWorld, newRequestId, stepLadder, type World } from './world'

let world: World
afterEach(() => world.close())

const apples = (quantity: number, priceFen = APPLE.priceFen) => ({ skuId: 'apple', priceFen, quantity })
const eggs = (quantity: number) => ({ ...EGGS, quantity })
const asked = (lines: ReturnType<typeof apples>[], totalFen: number, offFen: number) => ({
  requestId: newRequestId(),
  groupId: world.groupId,
  lines,
  totalFen,
  offFen,
})

describe('满39减5，满69减12', () => {
  const steps = [
    { thresholdFen: 3900, offFen: 500 },
    { thresholdFen: 6900, offFen: 1200 },
  ]
  beforeEach(async () => {
    world = await makeWorld({ steps })
  })

  test('is told to whoever opens the group, in the data of the rules', async () => {
    const page = await world.call('', 'group.open', { groupId: world.groupId })
    expect(page.ladders).toEqual([{ id: '1', ...stepLadder(steps) }])
    expect(page).not.toHaveProperty('newCustomer')
  })

  test('comes off, is kept with its part of every line, and is paid less', async () => {
    const placed = await world.place('chen', { lines: [apples(1), eggs(1)], totalFen: 3680, offFen: 500 })
    expect(placed.totalFen).toBe(3680)
    await world.pay(placed)
    const order = await world.call('chen', 'order.get', { orderId: placed.orderId })
    expect(order).toMatchObject({
      state: 'paid',
      totalFen: 3680,
      lines: [
        { skuId: 'apple', amountFen: 1990, paidFen: 1752 },
        { skuId: 'eggs', amountFen: 2190, paidFen: 1928 },
      ],
      discounts: [{ kind: 'ladder', name: '满减', rule: '满39减5，满69减12', offFen: 500 }],
    })
    // The leader's figures are of what was paid.
    expect(world.one('leader_live', 'zhoujie:2026-11-21')).toMatchObject({
      orders: 1,
      netFen: 3680,
      commissionFen: 368,
    })
    const kept = world.one('orders', placed.orderId)
    expect(kept?.discounts?.[0]?.parts).toEqual([238, 262])
    const back = (kept?.lines ?? []).map((line) =>
      refundFen({ quantity: line.quantity, paidFen: line.paidFen ?? line.amountFen }, 0, line.quantity),
    )
    expect(back.reduce((a, b) => a + b, 0)).toBe(3680)
  })

  test('goes back whole when the order does, and everything agrees', async () => {
    const placed = await world.place('chen', { lines: [apples(4)], totalFen: 6760, offFen: 1200 })
    await world.pay(placed)
    await world.pay(await world.place('wang', { lines: [eggs(2)], totalFen: 3880, offFen: 500 }))
    const refunded = await world.call('chen', 'order.refund', { orderId: placed.orderId, reason: '买错了' })
    expect(refunded).toMatchObject({ state: 'refunded', refundedFen: 6760 })
    expect(disagreements(world, { plan: defaultPlan, stock: { apple: 100, eggs: 100 }, poolFen: 1_000_000 })).toEqual(
      [],
    )
  })

  test.each([
    ['nothing taken off', 4180, 0],
    ['more taken off', 2980, 1200],
  ])('who was shown %s is told the new total, and nothing is bought', async (_, totalFen, offFen) => {
    const failure = await world.fails('chen', 'order.place', asked([apples(1), eggs(1)], totalFen, offFen))
    expect(failure).toMatchObject({
      code: 'price_changed',
      details: { totalFen: 3680, discounts: [{ name: '满减', rule: '满39减5，满69减12', offFen: 500 }] },
    })
    expect(world.all('orders')).toEqual([])
  })

  test('an app from before there were discounts orders by the sum it shows, and pays less', async () => {
    const placed = await world.place('chen', { lines: [apples(1), eggs(1)] })
    expect(placed.totalFen).toBe(3680)
  })

  test('another ladder holds from the next order on, for instances that remember the old one too', async () => {
    await world.place('early', { lines: [apples(2)], totalFen: 3480, offFen: 500 })
    await world.call('ops', 'campaign.setLadders', {
      campaignId: world.campaignId,
      ladders: [stepLadder([{ thresholdFen: 3000, offFen: 800 }])],
    })
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, i) => world.reply(`late-${i}`, 'order.place', asked([apples(2)], 3480, 500))),
    )
    for (const one of tries)
      expect(one).toMatchObject({ ok: false, error: { code: 'price_changed', details: { totalFen: 3180 } } })
    expect((await world.place('late', { lines: [apples(2)], totalFen: 3180, offFen: 800 })).totalFen).toBe(3180)
    await world.call('ops', 'campaign.setLadders', { campaignId: world.campaignId, ladders: [] })
    expect((await world.place('last', { lines: [apples(2)], offFen: 0 })).totalFen).toBe(3980)
  })

  test.each([
    ['a step that takes off more than it wants', [{ thresholdFen: 500, offFen: 600 }], '满减：第 1 档减的比门槛还多'],
    ['a step below the one before', [steps[1], steps[0]], '满减：第 2 档的门槛和减额都要高于上一档'],
    ['no steps', [], '满减至少 1 档'],
    ['nothing off', [{ thresholdFen: 500, offFen: 0 }], '满减金额要大于 0'],
  ])('operations is told of %s', async (_, wrong, sentence) => {
    const ladders = [stepLadder(wrong as typeof steps)]
    const failure = await world.fails('ops', 'campaign.setLadders', { campaignId: world.campaignId, ladders })
    expect(failure).toMatchObject({ code: 'invalid_input', message: sentence })
  })
})

describe('an order of 0 fen', () => {
  beforeEach(async () => {
    world = await makeWorld({ steps: [{ thresholdFen: 1990, offFen: 1990 }] })
  })

  test('is paid at once, without a payment, and can be returned', async () => {
    const placed = await world.place('chen', { totalFen: 0, offFen: 1990 })
    expect(placed).toMatchObject({ totalFen: 0, payment: null })
    expect(world.cloud.database.find('_pay_orders', {})).toEqual([])
    expect(await world.call('chen', 'order.get', { orderId: placed.orderId })).toMatchObject({
      state: 'paid',
      totalFen: 0,
    })
    expect(world.one('stock', world.campaignId)).toMatchObject({ sold: { apple: 1 }, holds: {} })
    expect(world.one('group_live', world.groupId)?.orders).toBe(1)
    expect(world.all('ledger')).toEqual([])
    expect((await world.fails('chen', 'order.pay', { orderId: placed.orderId })).code).toBe('already_paid')
    const refunded = await world.call('chen', 'order.refund', { orderId: placed.orderId, reason: '买错了' })
    expect(refunded).toMatchObject({ state: 'refunded', refundedFen: 0 })
    expect(world.one('stock', world.campaignId)).toMatchObject({ sold: { apple: 0 }, left: { apple: 100 } })
  })

  test('asked for twice at once is one', async () => {
    const requestId = newRequestId()
    const both = [1, 2].map(() => world.place('chen', { requestId, totalFen: 0, offFen: 1990 }))
    const [one, two] = await Promise.all(both)
    expect(one).toEqual(two)
    expect(world.one('stock', world.campaignId)?.sold.apple).toBe(1)
  })
})

describe('the price of newcomers', () => {
  beforeEach(async () => {
    world = await makeWorld({ newcomerFen: 990 })
  })

  const isNew = async (who: string) => (await world.call(who, 'group.open', { groupId: world.groupId })).newCustomer

  test('is for somebody without an effective order, once', async () => {
    expect(await isNew('chen')).toBe(true)
    expect(await isNew('')).toBe(false)
    const placed = await world.place('chen', { lines: [apples(1, 990)], offFen: 0 })
    expect(await isNew('chen')).toBe(false)
    const failure = await world.fails('chen', 'order.place', asked([apples(1, 990)], 990, 0))
    expect(failure).toMatchObject({ code: 'price_changed', details: { totalFen: 1990 } })
    await world.pay(placed)
    expect(await isNew('chen')).toBe(false)
    expect(await world.call('chen', 'order.get', { orderId: placed.orderId })).toMatchObject({
      lines: [{ priceFen: 990, offer: 'newcomer' }],
    })
  })

  test.each([
    ['cancelled', async (orderId: string) => void (await world.call('chen', 'order.cancel', { orderId }))],
    ['left unpaid', async () => void (await world.cloud.clock.advance(HOUR, 1))],
  ])('comes back when its order is %s', async (_, end) => {
    const { orderId } = await world.place('chen', { lines: [apples(1, 990)], offFen: 0 })
    await world.cloud.clock.advance(6 * 60_000, 1)
    await end(orderId)
    await world.sweep()
    expect(await isNew('chen')).toBe(true)
    await world.place('chen', { lines: [apples(1, 990)], offFen: 0 })
  })

  test('comes back when its order is returned', async () => {
    const placed = await world.place('chen', { lines: [apples(1, 990)], offFen: 0 })
    await world.pay(placed)
    await world.call('chen', 'order.refund', { orderId: placed.orderId, reason: '买错了' })
    expect(await isNew('chen')).toBe(true)
  })

  test('an order at the group price takes it away once it counts, not before', async () => {
    const placed = await world.place('chen', { lines: [eggs(1)], offFen: 0 })
    expect(await isNew('chen')).toBe(true)
    await world.pay(placed)
    expect(await isNew('chen')).toBe(false)
  })

  test('ten orders at once: one has it, the others are told', async () => {
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => world.reply('greedy', 'order.place', asked([apples(1, 990)], 990, 0))),
    )
    expect(tries.filter((one) => one.ok)).toHaveLength(1)
    expect(new Set(tries.flatMap((one) => (one.ok ? [] : [one.error.code])))).toEqual(new Set(['price_changed']))
    expect(Object.keys(world.one('stock', world.campaignId)?.holds ?? {})).toHaveLength(1)
  })

  test('the same request again finds the order it made', async () => {
    const requestId = newRequestId()
    const one = await world.place('chen', { requestId, lines: [apples(1, 990)], offFen: 0 })
    const two = await world.place('chen', { requestId, lines: [apples(1, 990)], offFen: 0 })
    expect(two.orderId).toBe(one.orderId)
  })

  test('is lower than the price of the group', async () => {
    const now = world.cloud.clock.now()
    const failure = await world.fails('ops', 'campaign.create', {
      requestId: newRequestId(),
      title: '试试',
      startAt: now,
      cutoffAt: now + HOUR,
      deliverAt: now + HOUR,
      goalOrders: 1,
      items: [{ ...APPLE, stock: 1, offers: [{ code: 'newcomer', args: { priceFen: 1990 } }] }],
      leaderIds: ['zhoujie'],
    })
    expect(failure).toMatchObject({ code: 'invalid_input', message: '新人价要低于团购价' })
  })
})
