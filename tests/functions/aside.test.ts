import { APPLE, makeWorld, NOON, newRequestId, type World } from './world'

const A_MINUTE = 60_000

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const day = (leaderId: string) => world.one('leader_live', `${leaderId}:2026-11-21`)
const damage = (orders: unknown) =>
  world.cloud.database.update('leader_live', { _id: 'lijie:2026-11-21' }, { $set: { orders } })

test('news that somebody cannot take waits by itself, keeps nobody waiting, and counts once when he can', async () => {
  const other = { groupId: `${world.campaignId}-lijie` }
  await world.pay(await world.place('first', other))
  await damage('somebody typed here')
  const stuck = await world.place('second', other)
  await world.pay(stuck)
  for (const who of ['chen', 'wang', 'zhao']) await world.pay(await world.place(who))

  // Everybody else has it, and what came after it.
  expect(day('zhoujie')).toMatchObject({ orders: 3 })
  expect(world.one('group_live', other.groupId)).toMatchObject({ orders: 2 })
  expect(world.one('stock', world.campaignId)).toMatchObject({ sold: { apple: 5 }, holds: {} })
  expect(world.all('ledger', { ref: stuck.orderId })).toHaveLength(2)
  expect(world.one('orders', stuck.orderId)).toMatchObject({ event: 'paid', asideUntil: NOON + A_MINUTE })
  await world.sweep()
  expect(world.one('orders', stuck.orderId)).toMatchObject({ event: 'paid', asideUntil: NOON + A_MINUTE })

  // Tried again, it is set aside again.
  await world.at(NOON + A_MINUTE)
  await world.sweep()
  expect(world.one('orders', stuck.orderId)).toMatchObject({ event: 'paid', asideUntil: NOON + 2 * A_MINUTE })

  await damage(1)
  await world.at(NOON + 2 * A_MINUTE)
  await world.sweep()
  const order = world.one('orders', stuck.orderId)
  expect([order?.event, order?.eventAt, order?.aside, order?.asideUntil]).toEqual([])
  expect(day('lijie')).toMatchObject({ orders: 2, netFen: 2 * APPLE.priceFen })
  expect(world.one('group_live', other.groupId)).toMatchObject({ orders: 2 })
  expect(world.all('ledger', { ref: stuck.orderId })[0]?.at).toBe(NOON)
})

test('many at once, two of them for nobody: all the others arrive', async () => {
  const other = { groupId: `${world.campaignId}-lijie` }
  await world.pay(await world.place('first', other))
  await damage('somebody typed here')
  world.cloud.pay.dropCallbacks(true)
  const placed = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      world.place(`n-${i}`, { requestId: newRequestId(), ...(i % 6 === 4 ? other : {}) }),
    ),
  )
  await Promise.all(placed.map((one) => world.pay(one)))
  await world.at(NOON + 90_000)
  await world.sweep()
  expect(day('zhoujie')).toMatchObject({ orders: 10, netFen: 10 * APPLE.priceFen })
  expect(world.one('group_live', world.groupId)).toMatchObject({ orders: 10 })
  expect(world.one('group_live', other.groupId)).toMatchObject({ orders: 3 })
  expect(world.all('orders', { asideUntil: { $gt: 0 } })).toHaveLength(2)
  expect(world.all('orders', { eventAt: { $gt: 0 } })).toEqual([])
})
