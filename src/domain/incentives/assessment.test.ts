import fc from 'fast-check'
import { defaultPlan } from '../plan/plan'
import { bandOf, benchmarks, type Figures, percentile90, score } from './assessment'
import { compareFractions, fraction } from './fraction'

const { weights, bands } = defaultPlan.assessment as NonNullable<typeof defaultPlan.assessment>
const figures = (orders: number, value: number, repurchase: number, newCustomers: number): Figures => ({
  orders: fraction(orders, 1),
  averageOrderValue: fraction(value, 1),
  repurchase: fraction(Math.round(repurchase * 100), 100),
  newCustomers: fraction(newCustomers, 1),
})

test('the worked example: 863, S', () => {
  const tenths = score(figures(120, 3250, 0.45, 18), figures(150, 4000, 0.5, 15), weights)
  expect(tenths).toBe(863)
  expect(bandOf(tenths, bands)).toMatchObject({ name: 'S', factorBp: 11_000 })
})

test.each([
  [850, 'S', 11_000],
  [849, 'A', 10_500],
  [700, 'A', 10_500],
  [699, 'B', 10_000],
  [500, 'B', 10_000],
  [499, 'C', 9500],
  [300, 'C', 9500],
  [299, 'D', 9000],
  [0, 'D', 9000],
])('%s tenths are %s', (tenths, name, factorBp) => {
  expect(bandOf(tenths, bands)).toMatchObject({ name, factorBp })
  expect(bandOf(tenths, [...bands].reverse())).toMatchObject({ name, factorBp })
})
test('below every band there is none', () => {
  expect(bandOf(299, bands.slice(0, 4))).toBeUndefined()
})

test('whoever is the benchmark has 100 points; a benchmark of zero gives 0', () => {
  const own = figures(10, 2000, 0.5, 3)
  expect(score(own, own, weights)).toBe(1000)
  expect(score(own, { ...own, repurchase: fraction(0, 1) }, weights)).toBe(800)
  expect(score(figures(0, 0, 0, 0), own, weights)).toBe(0)
})

test('half a tenth is rounded up, exactly', () => {
  // 4000 × 1/80000 = 0.05 points = half a tenth; a third of a tenth less is not.
  const only = { orders: 4000, averageOrderValue: 0, repurchase: 0, newCustomers: 0 }
  expect(score(figures(1, 0, 0, 0), figures(800, 0, 0, 0), only)).toBe(1)
  expect(score(figures(1, 0, 0, 0), figures(801, 0, 0, 0), only)).toBe(0)
})

test.each([
  [[5], 5],
  [[1, 2], 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9], 9],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9],
  [[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 10],
  [Array.from({ length: 20 }, (_, i) => i + 1), 18],
  [Array.from({ length: 21 }, (_, i) => i + 1), 19],
])('90th percentile of %j by nearest rank is %s', (values, expected) => {
  expect(percentile90(values.map((value) => fraction(value, 1)))).toEqual(fraction(expected, 1))
})
test('of nobody it is 0', () => expect(percentile90([])).toEqual({ of: 0, per: 1 }))

test('at least nine of ten are at or below the benchmark, whatever the quotients', () => {
  const one = fc.record({ of: fc.integer({ min: 0, max: 2 ** 50 }), per: fc.integer({ min: 1, max: 2 ** 50 }) })
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), (values) => {
      const p = percentile90(values)
      const below = values.filter((value) => compareFractions(value, p) <= 0).length
      const under = values.filter((value) => compareFractions(value, p) < 0).length
      expect(below * 10).toBeGreaterThanOrEqual(values.length * 9)
      expect(under * 10).toBeLessThan(values.length * 9)
    }),
  )
})

test('each dimension has a benchmark of its own', () => {
  const all = [figures(1, 40, 0.1, 9), figures(2, 30, 0.2, 8), figures(3, 20, 0.3, 7)]
  expect(benchmarks(all)).toEqual({
    orders: fraction(3, 1),
    averageOrderValue: fraction(40, 1),
    repurchase: fraction(30, 100),
    newCustomers: fraction(9, 1),
  })
})

test('nothing out of nothing is 0, and quotients are compared exactly', () => {
  expect(fraction(0, 0)).toEqual({ of: 0, per: 1 })
  expect(compareFractions({ of: 2 ** 52 + 1, per: 2 ** 52 }, { of: 1, per: 1 })).toBe(1)
  expect(compareFractions({ of: 1, per: 3 }, { of: 2, per: 6 })).toBe(0)
  expect(compareFractions({ of: 1, per: 3 }, { of: 1, per: 2 })).toBe(-1)
})
