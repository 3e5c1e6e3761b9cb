import fc from 'fast-check'
import { type DynamicRules, defaultPlan } from '../plan/plan'
import { coefficient, demandOf, demandSpans, moveTiers } from './thresholds'

const rules = defaultPlan.dynamic as DynamicRules
const tiers = (...list: number[]) => list.map((minOrders) => ({ minOrders, rateBp: 1100 }))
const own = (list: readonly { minOrders: number }[]) => list.map((tier) => tier.minOrders)

test('growing 25%, buyers 8%, index 1.02', () => {
  const c = coefficient(
    { orders: 125, ordersBefore: 100, buyers: 108, buyersBefore: 100 },
    { ...rules, priceIndexBp: 10_200 },
  )
  expect(c.of / c.per).toBeCloseTo(1.1016, 10)
  expect(own(moveTiers(tiers(1000, 1300, 1690), c))).toEqual([1100, 1430, 1860])
})
test('shrinking 30%, buyers 35%: the least, 0.70', () => {
  const c = coefficient({ orders: 70, ordersBefore: 100, buyers: 65, buyersBefore: 100 }, rules)
  expect(c.of / c.per).toBe(0.7)
  expect(own(moveTiers(tiers(1000, 1300, 1690), c))).toEqual([700, 910, 1180])
})
test.each([
  [120, 100, 200, 100, 1],
  [80, 100, 10, 100, 1],
  [121, 100, 110, 100, 1.1],
  [79, 100, 90, 100, 0.9],
  [900, 100, 900, 100, 1.3],
  [50, 0, 50, 0, 1],
  [0, 100, 0, 100, 0.7],
])('%s orders after %s, %s buyers after %s: %s', (orders, ordersBefore, buyers, buyersBefore, expected) => {
  const c = coefficient({ orders, ordersBefore, buyers, buyersBefore }, rules)
  expect(c.of / c.per).toBeCloseTo(expected, 12)
})

test.each([
  [[5, 7], 1, 1, [10, 20]],
  [[15, 20], 1, 1, [20, 30]],
  [[14, 25], 1, 1, [10, 30]],
  [[0], 1, 1, [10]],
  [[100, 101, 102, 150], 1, 1, [100, 110, 120, 150]],
  [[45], 7, 10, [30]],
])('%j by %s/%s are %j', (thresholds, of, per, expected) => {
  expect(own(moveTiers(tiers(...thresholds), { of, per }))).toEqual(expected)
})

test('thresholds are multiples of ten, at least 10 and ascending, and keep their rates', () => {
  const list = fc
    .uniqueArray(fc.integer({ min: 0, max: 5000 }), { maxLength: 6 })
    .map((all) => all.sort((a, b) => a - b))
  fc.assert(
    fc.property(list, fc.integer({ min: 7000, max: 13_000 }), (thresholds, c) => {
      const moved = moveTiers(tiers(...thresholds), { of: c, per: 10_000 })
      moved.forEach((tier, i) => {
        expect(tier.minOrders % 10).toBe(0)
        expect(tier.minOrders).toBeGreaterThan(moved[i - 1]?.minOrders ?? 9)
        expect(tier.rateBp).toBe(1100)
      })
    }),
  )
})

test('demand is counted back from three days before the month', () => {
  const at = (text: string) => Date.parse(`${text}+08:00`)
  expect(demandSpans('2014-03')).toEqual({
    before: at('2014-01-01T00:00:00'),
    last: at('2014-01-29T00:00:00'),
    end: at('2014-02-26T00:00:00'),
  })
  const orders = [
    ['2013-12-31T23:59:59.999', 'x'],
    ['2014-01-01T00:00:00', 'a'],
    ['2014-01-28T23:59:59.999', 'a'],
    ['2014-01-29T00:00:00', 'b'],
    ['2014-02-25T23:59:59.999', 'c'],
    ['2014-02-01T00:00:00', 'c'],
    ['2014-02-26T00:00:00', 'd'],
  ].map(([time, buyerId]) => ({ paidAt: at(time as string), buyerId: buyerId as string }))
  expect(demandOf(orders, '2014-03')).toEqual({ orders: 3, ordersBefore: 2, buyers: 2, buyersBefore: 1 })
})
