import { defaultPlan, type Plan } from '../plan/plan'
import { baseCommission } from './commission'
import { isEffective, net } from './effective'
import { newlyReached, redPacketId, stepsOf, windowsOf } from './targets'

const paidAt = Date.parse('2026-11-22T00:00:00+08:00')

test('the default plan pays 500, 1500 and 4000 fen at 20, 50 and 100 orders of a day', () => {
  expect(stepsOf(defaultPlan, 'day').map((t) => [t.orders, t.amountFen])).toEqual([
    [20, 500],
    [50, 1500],
    [100, 4000],
  ])
})

test('targets come lowest first, however they are written, and a plan may have none', () => {
  const targets: Plan['targets'] = [30, 10, 20].map((orders) => ({ window: 'day', orders, amountFen: 1 }))
  expect(stepsOf({ ...defaultPlan, targets }, 'day').map(({ orders }) => orders)).toEqual([10, 20, 30])
  expect(stepsOf({ ...defaultPlan, targets: null }, 'day')).toEqual([])
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

describe('windows of an order', () => {
  const targets: Plan['targets'] = [
    { window: 'group', orders: 5, amountFen: 100 },
    { window: 'week', orders: 5, amountFen: 100 },
  ]
  const named = (plan: Plan, order = { paidAt, groupId: 'g' }) =>
    windowsOf(order, () => plan).map(({ window, key }) => `${window} ${key}`)

  test('the day is counted whatever the plan; others only where it has targets', () => {
    expect(named({ ...defaultPlan, targets })).toEqual(['day 2026-11-22', 'week 2026-11-16', 'group g'])
    expect(named({ ...defaultPlan, targets: null })).toEqual(['day 2026-11-22'])
    expect(named({ ...defaultPlan, targets, redPacketPool: null })).toEqual(['day 2026-11-22'])
  })

  test('an order without a group is in none', () => {
    expect(windowsOf({ paidAt }, () => ({ ...defaultPlan, targets })).map((w) => w.window)).toEqual(['day', 'week'])
  })

  test('a window is governed by the plan in force at its start', () => {
    const december = Date.parse('2026-12-01T00:00:00+08:00')
    const planAt = (at: number) => ({ ...defaultPlan, targets, minEffectiveFen: at < december ? 1 : 2 })
    const governing = (order: Parameters<typeof windowsOf>[0]) =>
      Object.fromEntries(windowsOf(order, planAt).map(({ window, plan }) => [window, plan.minEffectiveFen]))
    // The week began on Monday 30 November, the group before that.
    const order = { paidAt: december + 5, groupId: 'g', groupStartAt: december - 9 }
    expect(governing(order)).toEqual({ day: 2, week: 1, group: 1 })
    expect(governing({ ...order, groupStartAt: undefined })).toEqual({ day: 2, week: 1, group: 2 })
  })

  test('the plan is asked for as of the start of each', () => {
    const asked: number[] = []
    windowsOf({ paidAt: paidAt + 5, groupId: 'g', groupStartAt: paidAt - 9 }, (at) => {
      asked.push(at)
      return defaultPlan
    })
    expect(asked).toEqual([paidAt, Date.parse('2026-11-16T00:00:00+08:00'), paidAt - 9])
  })
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
