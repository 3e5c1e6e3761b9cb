import { APPLE, HOUR, makeWorld, NOON, newRequestId, type World } from './world'

const MINUTE = 60_000

let world: World
afterEach(() => world.close())

const setOrder = (_id: string, fields: object) =>
  world.cloud.database.update('orders', { _id }, { $set: fields } as never)
const freeHold = (orderId: string) =>
  world.cloud.database.update(
    'stock',
    { _id: world.campaignId },
    { $unset: { [`holds.${orderId}`]: '' }, $inc: { 'left.apple': 1 } },
  )

/** Paid, unknown to us, and then closed. */
async function paidUnheard(who: string, fields: object, options = {}) {
  world.cloud.pay.dropCallbacks(true)
  const placed = await world.place(who, options)
  await world.pay(placed)
  world.cloud.pay.dropCallbacks(false)
  await setOrder(placed.orderId, { closedAt: NOON, checkAt: NOON + MINUTE, ...fields })
  await freeHold(placed.orderId)
  return placed
}

describe('money for an order that got no goods at first', () => {
  const refused = { state: 'cancelled', refused: { code: 'sold_out' } }

  test('buys them when they are there again, and its buyer sees it', async () => {
    world = await makeWorld({ stock: 1 })
    const { orderId } = await paidUnheard('chen', refused)
    expect((await world.call('chen', 'order.list', {})).orders).toEqual([])
    await world.cloud.pay.repeatCallback(orderId, 2)
    expect((await world.call('chen', 'order.list', {})).orders).toMatchObject([{ orderId, state: 'paid' }])
  })

  test('goes back when they are not, and its buyer sees that', async () => {
    world = await makeWorld({ stock: 1 })
    const { orderId } = await paidUnheard('chen', refused)
    await world.pay(await world.place('wang'))
    await world.cloud.pay.repeatCallback(orderId, 2)
    expect((await world.call('chen', 'order.list', {})).orders).toMatchObject([{ orderId, state: 'refunded' }])
  })
})

test('a late payment counts against the limits of its buyer, and the sweep leaves it so', async () => {
  world = await makeWorld({ limitPerPerson: 1 })
  const { orderId } = await paidUnheard('chen', { state: 'expired' })
  await world.cloud.database.update(
    'purchases',
    { _id: `${world.campaignId}:chen` },
    { $set: { taken: { apple: 0 }, orders: {} } },
  )
  await world.cloud.clock.set(NOON + MINUTE, 1)
  await world.sweep()
  expect(world.one('orders', orderId)).toMatchObject({ state: 'paid' })
  const more = { requestId: newRequestId(), groupId: world.groupId, lines: [{ ...APPLE, quantity: 1 }], totalFen: 1990 }
  expect((await world.fails('chen', 'order.place', more)).code).toBe('over_limit')
  await world.call('chen', 'order.refund', { orderId, reason: '买错了' })
  await world.place('chen')
})

test('a late payment at the price of newcomers leaves no other order that price', async () => {
  world = await makeWorld({ newcomerFen: 990 })
  const lines = [{ skuId: 'apple', priceFen: 990, quantity: 1 }]
  const { orderId } = await paidUnheard('chen', { state: 'expired' }, { lines, offFen: 0 })
  await world.cloud.database.update('users', { _id: 'chen' }, { $unset: { newcomerOrder: '' } })
  await world.cloud.pay.repeatCallback(orderId, 1)
  expect(world.one('users', 'chen')?.newcomerOrder).toBe(orderId)
})

test('a payment is asked about for as long as it lives, and until there was an answer', async () => {
  world = await makeWorld()
  const { orderId } = await world.place('chen')
  const checkAt = () => world.one('orders', orderId)?.checkAt
  await setOrder(orderId, { state: 'expired', closedAt: NOON, checkAt: NOON + 2.4 * HOUR })
  const { faults } = world.cloud
  await world.cloud.clock.set(NOON + 2.4 * HOUR, 1)
  await world.sweep()
  expect(checkAt()).toBeGreaterThan(NOON + 2.4 * HOUR)
  // The last time, and the payment service is silent.
  await setOrder(orderId, { checkAt: NOON + 3 * HOUR })
  faults.add({ kind: 'error', at: 'pay.queryOrder' })
  await world.cloud.clock.set(NOON + 3 * HOUR, 1)
  await world.sweep()
  faults.clear()
  expect(checkAt()).toBeGreaterThan(NOON + 3 * HOUR)
  await world.cloud.clock.set(NOON + 3.2 * HOUR, 1)
  await world.sweep()
  expect(checkAt()).toBeUndefined()
})
