import { APPLE, HOUR, makeWorld, NOON, type World } from './world'

let world: World
beforeEach(async () => {
  world = await makeWorld({ stock: 5 })
})
afterEach(() => world.close())

const state = (orderId: string) => world.one('orders', orderId)?.state
const stock = () => world.one('stock', world.campaignId)
const live = () => world.one('group_live', world.groupId)
const postings = (ref: string) =>
  world
    .all('ledger', { ref })
    .map((p) => p._id)
    .sort()

test('a paid order has all its effects', async () => {
  const placed = await world.place('chen', { lines: [{ ...APPLE, quantity: 2 }] })
  await world.pay(placed)
  const order = world.one('orders', placed.orderId)
  expect(order).toMatchObject({ state: 'paid', paidAt: NOON })
  expect(order?.event).toBeUndefined()
  expect(stock()).toMatchObject({ left: { apple: 3 }, sold: { apple: 2 }, holds: {} })
  expect(live()).toMatchObject({ orders: 1, pieces: 2, paidFen: 3980 })
  expect(live()?.recent).toMatchObject([{ name: '陈**', text: '红富士苹果 ×2', at: NOON }])
  expect(world.one('leader_live', 'zhoujie:2026-11-21')).toMatchObject({ orders: 1, netFen: 3980, commissionFen: 398 })
  expect(postings(placed.orderId)).toEqual([`commission:${placed.orderId}`, `pay:${placed.orderId}`])
  expect(JSON.stringify(live())).not.toContain(placed.orderId)
  expect(JSON.stringify(live())).not.toContain('chen')
})

test('the callback ten times more changes nothing', async () => {
  const placed = await world.place('chen')
  await world.pay(placed)
  await world.sweep()
  const before = [stock(), live(), world.all('ledger'), world.one('orders', placed.orderId)]
  await world.cloud.pay.repeatCallback(placed.orderId, 10)
  await world.sweep()
  expect([stock(), live(), world.all('ledger'), world.one('orders', placed.orderId)]).toEqual(before)
})

test('a forged callback pays nothing', async () => {
  const placed = await world.place('chen')
  await world.cloud.call('pay', { outTradeNo: placed.orderId, resultCode: 'SUCCESS', totalFee: 1990 })
  expect(state(placed.orderId)).toBe('awaiting_payment')
})

test('a lost callback is found by the sweep', async () => {
  world.cloud.pay.dropCallbacks(true)
  const placed = await world.place('chen')
  await world.pay(placed)
  expect(state(placed.orderId)).toBe('awaiting_payment')
  await world.at(NOON + 90_000)
  await world.sweep()
  expect(state(placed.orderId)).toBe('paid')
  // The payment's own time counts, not the time it was found.
  expect(world.one('orders', placed.orderId)?.paidAt).toBe(NOON)
  expect(live()?.orders).toBe(1)
})

test('the page finds a lost callback at once', async () => {
  world.cloud.pay.dropCallbacks(true)
  const placed = await world.place('chen')
  await world.pay(placed)
  expect(await world.call('chen', 'order.confirm', { orderId: placed.orderId })).toMatchObject({ state: 'paid' })
  expect(live()?.orders).toBe(1)
})

test('an event delivered again after a crash counts once', async () => {
  const placed = await world.place('chen')
  await world.pay(placed)
  const before = [stock(), live(), world.one('leader_live', 'zhoujie:2026-11-21'), world.all('ledger')]
  // As a crash between delivery and clearing leaves it.
  await world.cloud.database.update('orders', { _id: placed.orderId }, { $set: { event: 'paid', eventAt: NOON } })
  await world.sweep()
  expect(world.one('orders', placed.orderId)?.event).toBeUndefined()
  const strip = (docs: unknown[]) => JSON.parse(JSON.stringify(docs), (key, value) => (key === 'fence' ? 0 : value))
  expect(strip([stock(), live(), world.one('leader_live', 'zhoujie:2026-11-21'), world.all('ledger')])).toEqual(
    strip(before),
  )
})

test('after 30 minutes an unpaid order is closed, payment first, and its goods go back', async () => {
  const placed = await world.place('chen', { lines: [{ ...APPLE, quantity: 5 }] })
  await world.at(NOON + HOUR / 2 - 1)
  await world.sweep()
  expect(state(placed.orderId)).toBe('awaiting_payment')
  await world.at(NOON + HOUR / 2)
  await world.sweep()
  expect(state(placed.orderId)).toBe('expired')
  expect(stock()).toMatchObject({ left: { apple: 5 }, holds: {} })
  await expect(world.pay(placed)).rejects.toThrow()
  expect(state(placed.orderId)).toBe('expired')
})

test('paid in the very moment of expiry: the payment wins', async () => {
  world.cloud.pay.dropCallbacks(true)
  const placed = await world.place('chen')
  await world.pay(placed)
  await world.at(NOON + HOUR)
  await world.cloud.database.update('orders', { _id: placed.orderId }, { $set: { checkAt: NOON + 9 * HOUR } })
  await world.sweep()
  expect(state(placed.orderId)).toBe('paid')
  expect(stock()).toMatchObject({ left: { apple: 4 }, sold: { apple: 1 }, holds: {} })
})

/** The order was closed although its payment went through: what no order of calls can fully exclude. */
async function expiredButPaid(who: string) {
  world.cloud.pay.dropCallbacks(true)
  const placed = await world.place(who)
  await world.pay(placed)
  const { database } = world.cloud
  await database.update('orders', { _id: placed.orderId }, { $set: { state: 'expired', closedAt: NOON } })
  await database.update(
    'stock',
    { _id: world.campaignId },
    { $unset: { [`holds.${placed.orderId}`]: '' }, $inc: { 'left.apple': 1 } },
  )
  world.cloud.pay.dropCallbacks(false)
  return placed
}

test('expired, then paid late, goods still there: honoured', async () => {
  const placed = await expiredButPaid('chen')
  await world.cloud.pay.repeatCallback(placed.orderId, 3)
  expect(state(placed.orderId)).toBe('paid')
  expect(stock()).toMatchObject({ left: { apple: 4 }, sold: { apple: 1 }, holds: {} })
  expect(live()?.orders).toBe(1)
})

test('expired, then paid late, goods gone: the money goes back and nothing else moves', async () => {
  const placed = await expiredButPaid('chen')
  await world.pay(await world.place('li', { lines: [{ ...APPLE, quantity: 5 }] }))
  await world.cloud.pay.repeatCallback(placed.orderId, 3)
  await world.sweep()
  const order = world.one('orders', placed.orderId)
  expect(order).toMatchObject({ state: 'refunded', refundedFen: 1990 })
  expect(order?.note).toContain('原路退款')
  expect(stock()).toMatchObject({ left: { apple: 0 }, sold: { apple: 5 }, holds: {} })
  expect(live()?.orders).toBe(1)
  expect(postings(placed.orderId)).toEqual([`pay:${placed.orderId}`, `refund:${placed.orderId}`])
})

test('cancelled by its buyer: closed, goods back, may not be paid any more', async () => {
  const placed = await world.place('chen')
  expect(await world.call('chen', 'order.cancel', { orderId: placed.orderId })).toMatchObject({ state: 'cancelled' })
  expect(await world.call('chen', 'order.cancel', { orderId: placed.orderId })).toMatchObject({ state: 'cancelled' })
  expect(stock()).toMatchObject({ left: { apple: 5 }, holds: {} })
  expect((await world.fails('chen', 'order.pay', { orderId: placed.orderId })).code).toBe('order_closed')
  expect((await world.fails('li', 'order.cancel', { orderId: placed.orderId })).code).toBe('order_not_found')
})

test('a hold that a crash left without an order goes back on sale', async () => {
  await world.cloud.database.update(
    'stock',
    { _id: world.campaignId },
    { $set: { 'holds.ghost': { at: NOON, pieces: { apple: 2 } } }, $inc: { 'left.apple': -2 } },
  )
  await world.sweep()
  expect(stock()?.left.apple).toBe(3)
  await world.at(NOON + 5 * 60_000)
  await world.sweep()
  expect(stock()).toMatchObject({ left: { apple: 5 }, holds: {} })
})

test('an order whose placing died before it got its goods cannot be paid, and is decided anew when repeated', async () => {
  const requestId = 'request-that-died'
  const placed = await world.place('chen', { requestId })
  // As a crash between writing the order and holding its goods leaves it.
  await world.cloud.database.update(
    'stock',
    { _id: world.campaignId },
    { $unset: { [`holds.${placed.orderId}`]: '' }, $inc: { 'left.apple': 1 } },
  )
  expect((await world.fails('chen', 'order.pay', { orderId: placed.orderId })).code).toBe('order_closed')
  const again = await world.place('chen', { requestId })
  expect(again.orderId).toBe(placed.orderId)
  expect(stock()).toMatchObject({ left: { apple: 4 } })
  expect((await world.call('chen', 'order.pay', { orderId: placed.orderId })).payment.package).toMatch(/^prepay_id=/)
})

test('a payment that lands after its order was closed is found without any callback', async () => {
  world.cloud.pay.dropCallbacks(true)
  const placed = await world.place('chen')
  await world.pay(placed)
  const { database } = world.cloud
  await database.update('orders', { _id: placed.orderId }, { $set: { state: 'cancelled', checkAt: NOON + 60_000 } })
  await database.update(
    'stock',
    { _id: world.campaignId },
    { $unset: { [`holds.${placed.orderId}`]: '' }, $inc: { 'left.apple': 1 } },
  )
  await world.at(NOON + 60_000)
  await world.sweep()
  expect(state(placed.orderId)).toBe('paid')
  expect(stock()).toMatchObject({ left: { apple: 4 }, sold: { apple: 1 }, holds: {} })
})

test('while a late payment is honoured, closing the order again does not take its goods', async () => {
  const placed = await expiredButPaid('chen')
  await Promise.all([
    world.cloud.pay.repeatCallback(placed.orderId, 1),
    world.call('chen', 'order.confirm', { orderId: placed.orderId }),
    world.call('chen', 'order.confirm', { orderId: placed.orderId }),
  ])
  await world.sweep()
  expect(state(placed.orderId)).toBe('paid')
  expect(stock()).toMatchObject({ left: { apple: 4 }, sold: { apple: 1 }, holds: {} })
  expect(live()?.orders).toBe(1)
})
