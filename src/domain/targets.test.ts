import { baseCommission } from './commission'
import { isEffective, net } from './effective'
import { defaultPlan, type Plan } from './plan'
import { countedWindows, newlyReached, redPacketId, stepsOf, windowKey } from './targets'

const paidAt = Date.parse('2026-11-22T00:00:00+08:00')

test.each([
  ['day', '2026-11-22'],
  ['week', '2026-11-16'],
  ['group', 'c1-l1'],
] as const)('an order falls into its %s %s', (window, key) => {
  expect(windowKey(window, { paidAt, groupId: 'c1-l1' })).toBe(key)
})

test('a payment of the last millisecond of a day counts in that day', () => {
  expect(windowKey('day', { paidAt: paidAt - 1, groupId: '' })).toBe('2026-11-21')
})

test('the default plan pays 500, 1500 and 4000 fen at 20, 50 and 100 orders of a day', () => {
  expect(stepsOf(defaultPlan, 'day').map((t) => [t.orders, t.amountFen])).toEqual([
    [20, 500],
    [50, 1500],
    [100, 4000],
  ])
})

test.each([
  [19, [], []],
  [20, [], [20]],
  [21, [20], []],
  [55, [20], [50]],
  [100, [], [20, 50, 100]],
])('at %s orders with %j granted, %j is new', (count, granted, expected) => {
  expect(newlyReached(defaultPlan, 'day', count, granted).map((t) => t.orders)).toEqual(expected)
})

test('the day is counted whatever the plan; other windows only where it has targets', () => {
  const plan: Plan = { ...defaultPlan, targets: [{ window: 'group', orders: 5, amountFen: 100 }] }
  expect(countedWindows(plan)).toEqual(['day', 'group'])
  expect(countedWindows({ targets: [] })).toEqual(['day'])
})

test('a red packet is named by leader, window, its start and the step', () => {
  expect(redPacketId('l1', 'day', '2026-11-22', 50)).toBe('l1:day:2026-11-22:50')
})

describe('effective orders', () => {
  const order = { totalFen: 500, refundedFen: 0, counts: true }
  test.each([
    [order, true],
    [{ ...order, totalFen: 499 }, false],
    [{ ...order, refundedFen: 1 }, false],
    [{ ...order, counts: false }, false],
    [{ ...order, totalFen: 900, refundedFen: 400 }, true],
  ])('%j: %s', (candidate, expected) => {
    expect(isEffective(candidate, defaultPlan)).toBe(expected)
  })
  test('one fully refunded never counts, whatever the least net', () => {
    expect(isEffective({ totalFen: 900, refundedFen: 900, counts: true }, { minEffectiveFen: 0 })).toBe(false)
  })
  test('commission is on the net, and nothing on what does not count', () => {
    expect(net({ ...order, totalFen: 2999, refundedFen: 1000 })).toBe(1999)
    expect(baseCommission({ ...order, totalFen: 2999, refundedFen: 1000 }, defaultPlan)).toBe(200)
    expect(baseCommission({ ...order, totalFen: 499 }, defaultPlan)).toBe(0)
    expect(baseCommission({ ...order, counts: false }, defaultPlan)).toBe(0)
  })
})
