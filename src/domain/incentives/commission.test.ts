import fc from 'fast-check'
import { defaultPlan, type Plan } from '../plan/plan'
import { atStake, type CommissionRules, commission, rateOf } from './commission'

/** The worked example of the rules. */
const nets = [1990, 3580, 990, 12800, 4550, 2999, 8888, 1005]
const tiers = [
  { minOrders: 5, rateBp: 1200 },
  { minOrders: 7, rateBp: 1500 },
]
const rules = (mode: Plan['mode'], more: Partial<Plan> = {}): CommissionRules => ({
  ...defaultPlan,
  tiers,
  mode,
  ...more,
})

test.each([
  ['excess', 10_000, 3681, 288, 448, 4417],
  ['whole', 10_000, 3681, 1841, 0, 5522],
  ['whole', 9000, 3681, 1657, 0, 5338],
] as const)('%s at %s bp: base %s, excess %s, safety net %s, total %s', (mode, factor, base, excess, net, total) => {
  expect(commission(nets, rules(mode), factor)).toMatchObject({
    baseFen: base,
    excessFen: excess,
    safetyNetFen: net,
    totalFen: total,
    tierReached: 2,
  })
})

describe('the k-th order', () => {
  test.each([
    ['excess', 5, 8, 1000],
    ['excess', 6, 8, 1200],
    ['excess', 7, 8, 1200],
    ['excess', 8, 8, 1500],
    ['whole', 1, 4, 1000],
    ['whole', 1, 5, 1200],
    ['whole', 5, 6, 1200],
    ['whole', 1, 7, 1500],
  ] as const)('in mode %s, order %s of %s earns %s bp', (mode, k, count, rate) => {
    expect(rateOf(k, count, rules(mode))).toBe(rate)
  })
})

test.each([
  [4, 0, 0],
  [5, 1, 500 - 250],
  [6, 1, 600 - 300 - 20],
])('%s orders reach %s tiers; the safety net of 200%% adds %s', (count, reached, safetyNetFen) => {
  const orders = Array<number>(count).fill(1000)
  const doubled = rules('excess', { baseRateBp: 500, safetyNetBp: 20_000, tiers: [{ minOrders: 5, rateBp: 700 }] })
  expect(commission(orders, doubled)).toMatchObject({ tierReached: reached, safetyNetFen })
})

test('no tier, no safety net; no order, nothing', () => {
  expect(commission(nets, { ...defaultPlan })).toMatchObject({ excessFen: 0, safetyNetFen: 0, totalFen: 3681 })
  expect(commission([], rules('excess'))).toMatchObject({ baseFen: 0, totalFen: 0, tierReached: 0, orders: [] })
})

test('a tier below the base rate takes, and the quality factor rounds that half away from zero', () => {
  const lower = rules('whole', { tiers: [{ minOrders: 1, rateBp: 999 }], safetyNetBp: 0 })
  // 10 − 9.99 rounded per order: 9.99 → 10 of 100; 1000 → 99.9 → 100.
  expect(commission([5000], lower, 5000)).toMatchObject({ baseFen: 500, excessFen: 0 })
  expect(commission([10_000], lower, 5000)).toMatchObject({ baseFen: 1000, excessFen: -1 })
})

test('each order says what it earned', () => {
  const { orders } = commission([1005, 1005], rules('excess', { tiers: [{ minOrders: 1, rateBp: 1200 }] }))
  expect(orders).toEqual([
    { baseFen: 101, rateBp: 1000, tierFen: 101 },
    { baseFen: 101, rateBp: 1200, tierFen: 121 },
  ])
})

describe('at stake for more orders', () => {
  test('a safety net can swallow a small tier', () => {
    const small = rules('excess', { tiers: [{ minOrders: 2, rateBp: 1010 }] })
    // The second order reaches the tier: 20% of both. The third brings a safety net more, and the tier nothing.
    expect(atStake([1000], [1000], small)).toBe(140)
    expect(atStake([1000, 1000], [1000], small)).toBe(120)
    expect(atStake([1000, 1000], [1000], { ...small, tiers: [] })).toBe(100)
  })
  const amounts = fc.array(fc.integer({ min: 1, max: 10 ** 7 }), { maxLength: 30 })
  test('is what the total grows by, and adds up over steps', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, fc.constantFrom('excess', 'whole'), (a, b, c, mode) => {
        const r = rules(mode as Plan['mode'])
        expect(atStake(a, [...b, ...c], r)).toBe(atStake(a, b, r) + atStake([...a, ...b], c, r))
      }),
    )
  })
  test('with rising tiers more orders never bring less', () => {
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.constantFrom('excess', 'whole'),
        fc.integer({ min: 0, max: 11_000 }),
        (a, b, mode, f) => {
          expect(atStake(a, b, rules(mode as Plan['mode']), f)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})

test('what is reached never earns less than the safety net', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 6 }), { minLength: 5, maxLength: 40 }), (amounts) => {
      const { totalFen, baseFen } = commission(amounts, rules('excess'), 0)
      expect(totalFen).toBeGreaterThanOrEqual((baseFen * 12) / 10 - 0.5)
    }),
  )
})
