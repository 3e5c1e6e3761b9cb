import type { FaultRates, Struck } from 'localcloud'
import type { OutputOf } from '../../src/contract'
import { disagreements } from './agreement'
import { APPLE, EGGS, makeWorld, newRequestId, type World } from './world'

/**
 * The order loop while everything breaks, by seed: afterwards, with nothing breaking any more, the sweep alone brings
 * all to agreement. `FAULT_SEEDS=1-200 npx jest --testPathPatterns tests/functions/faults` tries more of them.
 */
const RATES: FaultRates = {
  error: 0.02,
  dropRequest: 0.02,
  dropReply: 0.04,
  latency: 0.05,
  crash: 0.06,
  timeout: 0.03,
  duplicate: { probability: 0.3, copies: [1, 3], together: true },
  late: 0.2,
}
const PLAN = {
  targets: [
    { window: 'day' as const, orders: 3, amountFen: 500 },
    { window: 'day' as const, orders: 5, amountFen: 1500 },
  ],
}
const STOCK = { apple: 9, eggs: 100 }
const POOL_FEN = 100_000
const NEIGHBOURS = 9
const SECOND = 1000
const MINUTE = 60 * SECOND

const seeds = seedsOf(process.env.FAULT_SEEDS ?? '3-4')

function seedsOf(range: string): number[] {
  const [from = 1, to = from] = range.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** What a seed makes people do, apart from what it breaks. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** Does something as a person whose network is bad: again with the same request, a few times, then he gives up. */
async function stubbornly<T>(world: World, act: () => Promise<T>): Promise<T | undefined> {
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      return await act()
    } catch {
      await world.cloud.clock.advance(5 * SECOND, 1)
    }
  }
  return undefined
}

/** One neighbour's way, as the dice fall: order, perhaps pay, perhaps look, perhaps take it back. */
async function shop(world: World, who: string, roll: (sides: number) => number): Promise<void> {
  const lines = [{ ...APPLE, quantity: 1 + roll(2) }]
  if (roll(2) === 0) lines.push({ ...EGGS, quantity: 1 + roll(3) })
  const requestId = newRequestId()
  const [paysHow, backHow] = [roll(6), roll(4)]
  const placed = await stubbornly(world, () => world.place(who, { requestId, lines }))
  if (!placed) return
  const { orderId } = placed
  if (paysHow === 0) {
    await stubbornly(world, () => world.call(who, 'order.cancel', { orderId }))
    return
  }
  if (paysHow > 1) await payBy(world, who, placed)
  if (paysHow > 2) await stubbornly(world, () => world.call(who, 'order.confirm', { orderId }))
  if (backHow === 0) await stubbornly(world, () => world.call(who, 'order.refund', { orderId, reason: '买错了' }))
}

async function payBy(world: World, who: string, placed: OutputOf<'order.place'>): Promise<void> {
  const { orderId } = placed
  const payment =
    placed.payment ?? (await stubbornly(world, () => world.call(who, 'order.pay', { orderId })))?.payment ?? undefined
  if (!payment) return
  await world.cloud.pay.confirm(payment.package.replace('prepay_id=', ''))
  await world.cloud.settled()
}

/** Runs the loop under the faults of a seed; resolves with what was struck. */
async function run(world: World, seed: number): Promise<Struck[]> {
  const roll = dice(seed)
  world.cloud.faults.plan(seed, RATES)
  for (let i = 0; i < NEIGHBOURS; i++) {
    await shop(world, `neighbour-${i}`, roll)
    await world.cloud.clock.advance((1 + roll(90)) * SECOND, 2)
  }
  // Some come at the same moment.
  await Promise.all([0, 1, 2].map((i) => shop(world, `late-${i}`, dice(seed + i))))
  const struck = world.cloud.faults.trace()
  world.cloud.faults.clear()
  return struck
}

/** Time passes, and the sweep runs: leases run out, orders lapse, payments die. */
async function heal(world: World): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await world.cloud.clock.advance(15 * MINUTE, 1)
    await world.sweep()
  }
}

test.each(seeds)('what breaks by seed %d is brought to agreement', async (seed) => {
  const world = await makeWorld({ plan: PLAN, stock: STOCK.apple, limitPerPerson: 2, poolFen: POOL_FEN })
  try {
    const struck = await run(world, seed)
    expect(struck.length).toBeGreaterThan(5)
    await heal(world)
    expect(
      disagreements(world, { plan: world.all('plans')[0]?.rules as never, stock: STOCK, poolFen: POOL_FEN }),
    ).toEqual([])
  } finally {
    await world.close()
  }
})

test('a cancelling that dies at any step leaves the goods and his limit to be had again', async () => {
  const world = await makeWorld({ stock: 2, limitPerPerson: 2 })
  const lines = [{ ...APPLE, quantity: 2 }]
  try {
    // Its order read, the payment closed, the order closed, the goods given back, his limit read, and given back.
    for (let afterRequests = 0; afterRequests <= 6; afterRequests++) {
      const { orderId } = await world.place('chen', { lines })
      world.cloud.faults.add({ kind: 'crash', name: 'order', nth: 1, afterRequests })
      await expect(world.call('chen', 'order.cancel', { orderId })).rejects.toThrow('exited')
      world.cloud.faults.clear()
      await world.cloud.clock.advance(31 * MINUTE, 1)
      await world.sweep()
      expect(world.one('orders', orderId)?.state).toMatch(/cancelled|expired/)
      expect(world.one('purchases', `${world.campaignId}:chen`)?.orders).toEqual({})
      expect(world.one('purchases', `${world.campaignId}:chen`)?.taken).toEqual({ apple: 0 })
      expect(world.one('stock', world.campaignId)?.holds).toEqual({})
      expect(world.one('stock', world.campaignId)?.left.apple).toBe(2)
    }
  } finally {
    await world.close()
  }
})
