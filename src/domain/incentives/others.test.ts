import fc from 'fast-check'
import { defaultPlan, type NewLeaderRules } from '../plan/plan'
import { ranking, winners } from './boards'
import { dividendLevels, dividendOf, GateClosed, menteesOf } from './dividend'
import { guaranteeDays, topUp } from './newLeader'
import { keptLinkBusy, virtualTierFen } from './virtualTier'

describe('new leaders', () => {
  const rules = defaultPlan.newLeader as NewLeaderRules
  const days = { orders: 30, activeDays: 15, commissionFen: 20_000, creditsFen: 3000, firstOrderFen: 1000 }

  test('day 0 is the day of the approval, day 30 decides', () => {
    const { start, end } = guaranteeDays(Date.parse('2014-01-31T22:10:00+08:00'), rules)
    expect(new Date(start).toISOString()).toBe('2014-01-30T16:00:00.000Z')
    expect(new Date(end).toISOString()).toBe('2014-03-01T16:00:00.000Z')
  })
  test.each([
    [{}, 6000],
    [{ orders: 29 }, 0],
    [{ activeDays: 14 }, 0],
    [{ commissionFen: 26_000 }, 0],
    [{ commissionFen: 25_999 }, 1],
    [{ commissionFen: 90_000 }, 0],
    [{ commissionFen: 0, creditsFen: 0, firstOrderFen: 0 }, 30_000],
  ])('with %j the top-up is %s', (change, expected) => {
    expect(topUp({ ...days, ...change }, rules)).toBe(expected)
  })
})

describe('virtual tier', () => {
  const plan = { ...defaultPlan, tiers: [1100, 1200].map((rateBp, i) => ({ minOrders: i, rateBp })) }
  test.each([
    [1_000_000, plan, 6000],
    // 8 × 2% × 30% = 0.048; 84 fen are the first that bring a fen.
    [83, plan, 0],
    [84, plan, 1],
    [1_000_000, { ...plan, tiers: plan.tiers.slice(0, 1) }, 0],
    [1_000_000, { ...plan, virtualTier: null }, 0],
  ])('on %s fen', (netFen, rules, expected) => {
    expect(virtualTierFen(netFen, rules)).toBe(expected)
  })

  test.each([
    ['30 days of the month', ['2014-03-01..2014-03-30'], true],
    ['29 days', ['2014-03-01..2014-03-29'], false],
    ['a day is missing', ['2014-03-01..2014-03-15', '2014-03-17..2014-03-31'], false],
    ['pieces that touch', ['2014-03-16..2014-03-31', '2014-03-02..2014-03-15'], true],
    ['pieces that overlap', ['2014-03-01..2014-03-20', '2014-03-05..2014-03-06', '2014-03-10..2014-03-30'], true],
    ['begun in the month before', ['2014-02-05..2014-03-06'], true],
    ['complete the day before the month', ['2014-01-30..2014-02-28'], false],
    ['complete on its first day', ['2014-01-31..2014-03-01'], true],
    ['complete after the month', ['2014-03-03..2014-04-10'], false],
    ['complete on its last day', ['2014-03-02..2014-04-10'], true],
    ['long complete and going on', ['2014-01-01..2014-03-01'], true],
    ['a later run', ['2014-01-01..2014-01-31', '2014-03-02..2014-03-31'], true],
    ['never', [], false],
  ])('%s: %j → %s', (_, ranges, expected) => {
    const opened = ranges.map((range) => ({ from: range.slice(0, 10), to: range.slice(12) }))
    expect(keptLinkBusy(opened, 30, '2014-03')).toBe(expected)
  })
})

describe('team dividend', () => {
  const plan = { dividend: { rateBp: 500 } }
  test('without a dividend the gate is not asked; with one it must be open', () => {
    expect(dividendLevels({ dividend: null }, undefined)).toBe(0)
    expect(dividendLevels({ dividend: null }, { levels: 2 })).toBe(0)
    expect(() => dividendLevels(plan, undefined)).toThrow(GateClosed)
    expect(() => dividendLevels(plan, undefined)).toThrow('禁止传销条例')
    expect(dividendLevels(plan, { levels: 1 })).toBe(1)
    expect(dividendLevels(plan, { levels: 2 })).toBe(2)
  })
  test.each([0, 3, 99, NaN])('%s levels are refused', (levels) => {
    const error = { name: 'GateClosed', message: '团队分红只能一级，至多两级。' }
    expect(() => dividendLevels(plan, { levels: levels as 1 })).toThrow(GateClosed)
    expect(() => dividendLevels(plan, { levels: levels as 1 })).toThrow(expect.objectContaining(error))
  })
  const direct = new Map([
    ['a', ['c', 'b']],
    ['b', ['d', 'a']],
    ['d', ['e']],
  ])
  test.each([
    [0, []],
    [1, ['b', 'c']],
    [2, ['b', 'c', 'd']],
  ])('over %s levels a has %j', (levels, expected) => {
    expect(menteesOf('a', direct, levels)).toEqual(expected)
  })
  test('500 bp of a mentee’s base commission', () =>
    expect([dividendOf(3681, 500), dividendOf(10, 500)]).toEqual([184, 1]))
})

describe('boards', () => {
  const contender = (leaderId: string, newCustomers: number, lastCountedAt: number) => ({
    leaderId,
    newCustomers,
    lastCountedAt,
  })
  const all = [
    contender('d', 3, 9),
    contender('b', 5, 8),
    contender('c', 5, 7),
    contender('a', 3, 9),
    contender('e', 0, 1),
  ]
  test('more new customers, then the earlier last counted order, then the id', () => {
    expect(ranking(all).map((one) => one.leaderId)).toEqual(['c', 'b', 'a', 'd', 'e'])
  })
  test.each([
    [0, []],
    [1, ['c']],
    [10, ['c']],
    [11, ['c', 'b']],
    [21, ['c', 'b', 'a']],
    [100, ['c', 'b', 'a', 'd']],
  ])('of %s active leaders %j win', (active, expected) => {
    expect(winners(all, active).map((one) => one.leaderId)).toEqual(expected)
  })
  test('whoever comes in whatever order, the same win', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 5 }), (shuffled) => {
        expect(ranking(shuffled)).toEqual(ranking(all))
      }),
    )
  })
})
