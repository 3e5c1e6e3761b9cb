import { defaultPlan } from '../../src/domain/plan/plan'
import { disagreements } from './agreement'
import { makeWorld, type World } from './world'

const MINUTE = 60_000
const POOL_FEN = 1_000_000

let world: World
afterEach(() => world.close())

/** A quarter of all requests take longer, as a seed decides: whatever is under way at once ends in another order. */
const mix = (seed: number) => world.cloud.faults.plan(seed, { latency: { probability: 0.25, ms: [1, 25] } })

/** Does all of it at once; what fails because another was first is no matter. */
const atOnce = (...work: (() => Promise<unknown>)[]) => Promise.allSettled(work.map((one) => one()))

async function settled(): Promise<string[]> {
  world.cloud.faults.clear()
  for (let i = 0; i < 4; i++) {
    await world.cloud.clock.advance(15 * MINUTE, 1)
    await world.sweep()
  }
  await world.cloud.clock.advance(3 * 60 * MINUTE, 1)
  await world.sweep()
  return disagreements(world, { plan: defaultPlan, stock: { apple: 30, eggs: 100 }, poolFen: POOL_FEN })
}

const states = () =>
  world
    .all('orders')
    .map(({ state }) => state)
    .sort()

describe.each([1])('by seed %d', (seed) => {
  beforeEach(async () => {
    world = await makeWorld({ stock: 30, limitPerPerson: 2, poolFen: POOL_FEN })
    mix(seed)
  })

  const everybody = (act: (who: string) => Promise<unknown>) =>
    Promise.all(Array.from({ length: 8 }, (_, i) => act(`neighbour-${i}`)))

  test('cancelled, paid, looked at and returned in one moment: money, goods and counts agree', async () => {
    await everybody(async (who) => {
      const placed = await world.place(who)
      const { orderId } = placed
      await atOnce(
        () => world.call(who, 'order.cancel', { orderId }),
        () => world.pay(placed),
        () => world.call(who, 'order.confirm', { orderId }),
        () => world.call(who, 'order.refund', { orderId, reason: '买错了' }),
        () => world.cloud.pay.repeatCallback(orderId, 2),
      )
    })
    expect(await settled()).toEqual([])
    expect(states().filter((state) => state === 'awaiting_payment')).toEqual([])
  })
})

test('while money is on its way back the goods are not handed out', async () => {
  world = await makeWorld()
  const placed = await world.place('chen')
  await world.pay(placed)
  const { orderId } = placed
  const code = world.one('orders', orderId)?.collectKey.slice(-8) as string
  // Its function has been started: collecting takes no time.
  await world.fails('zhou', 'leader.collect', { code: '00000000' })
  world.cloud.faults.add({ kind: 'latency', at: 'pay.refund', ms: 3000 })
  const refund = world.call('chen', 'order.refund', { orderId, reason: '买错了' })
  while (!world.one('orders', orderId)?.refund) await new Promise((resolve) => setImmediate(resolve))
  expect(await world.fails('zhou', 'leader.collect', { code })).toMatchObject({ message: '这一单已退款，不能取货' })
  expect(world.one('orders', orderId)?.state).toBe('paid')
  expect(await refund).toMatchObject({ state: 'refunded' })
})

test('400 buyers at once for 100 pieces: exactly 100 have one, and all of them are paid', async () => {
  world = await makeWorld({ stock: 100, poolFen: POOL_FEN })
  const tries = await Promise.allSettled(Array.from({ length: 400 }, (_, i) => world.place(`buyer-${i}`)))
  const placed = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const one of tries) if (one.status === 'rejected') expect(String(one.reason)).toContain('sold_out')
  expect(placed).toHaveLength(100)
  await Promise.all(placed.map((one) => world.pay(one)))
  await world.sweep()
  expect(world.one('stock', world.campaignId)).toMatchObject({ left: { apple: 0 }, sold: { apple: 100 }, holds: {} })
  expect(world.one('group_live', world.groupId)).toMatchObject({ orders: 100 })
  expect(disagreements(world, { plan: defaultPlan, stock: { apple: 100, eggs: 100 }, poolFen: POOL_FEN })).toEqual([])
})
