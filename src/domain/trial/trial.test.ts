import { createHash } from 'node:crypto'
import { defaultPlan, type Plan } from '../plan/plan'
import { inOrder, type Order } from '../settlement/order'
import { compare } from './compare'
import { costOf, type TrialLine } from './line'
import { distributionOf, shareBp, totalOf } from './total'
import { type TrialInput, tryPlan } from './trial'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const order = (orderId: string, leaderId: string, day: string, netFen: number): Order => ({
  ...{ orderId, leaderId, buyerId: orderId, netFen, counts: true },
  paidAt: Date.parse(`${day}T12:00:00+08:00`),
})
const orders = [
  order('1', 'A', '2014-01-05', 10_000),
  order('2', 'A', '2014-01-05', 20_000),
  order('3', 'B', '2014-02-05', 30_000),
  order('4', 'A', '2014-02-05', 400),
  order('5', 'B', '2014-03-05', 40_000),
]
const plan: Plan = { ...defaultPlan, assessment: null, dynamic: null, newCustomerFen: 0 }
const tiered: Plan = {
  ...plan,
  tiers: [{ minOrders: 2, rateBp: 2000 }],
  targets: [{ window: 'day', orders: 2, amountFen: 700 }],
}
const leaders = new Map([
  ['A', { leaderId: 'A', region: 'east' }],
  ['B', { leaderId: 'B', region: 'west', approvedAt: Date.parse('2014-02-05T00:00:00+08:00') }],
])
const run = (more: Partial<TrialInput> = {}) =>
  tryPlan({ orders: () => inOrder(orders), leaders: new Map(), plan: tiered, digest, ...more })
const named = (lines: readonly TrialLine[]) => lines.map((line) => `${line.period} ${line.leaderId}`)

test('a line for each leader and month with an effective order', () => {
  expect(named(run().lines)).toEqual(['2014-01 A', '2014-02 B', '2014-03 B'])
})

test('a line has just the keys that are promised, in their order', () => {
  expect(Object.keys(run().lines[0] as TrialLine).join()).toBe(
    'leaderId,period,effectiveOrders,netFen,score,band,tierReached,lines,redPackets,gross,withheld,net,carriedForward,hash',
  )
  expect(Object.keys((run().lines[0] as TrialLine).lines).join()).toBe(
    'base,tierExcess,safetyNet,newLeader,virtualTier,newCustomers,dividend,clawback',
  )
})

test('a month or a region is chosen, not changed', () => {
  const all = run({ leaders })
  const west = run({ leaders, region: 'west' })
  expect(west.lines).toEqual(all.lines.filter((line) => line.leaderId === 'B'))
  const february = run({ leaders, period: '2014-02' })
  expect(february.lines).toEqual(all.lines.filter((line) => line.period === '2014-02'))
  expect(february.total).toMatchObject({ periods: 1, leaders: 1, effectiveOrders: 1, netFen: 30_000 })
  expect(run({ period: '2013-01' })).toMatchObject({ lines: [], total: { periods: 0, gross: 0, costBp: 0 } })
})

test('sums, cost and who reached what', () => {
  const { lines, total } = run()
  // A in January: base 3000, safety net 600, red packet 700.
  expect(total).toMatchObject({
    ...{ total: true, leaders: 2, periods: 3, effectiveOrders: 4, netFen: 100_000 },
    lines: { base: 10_000, tierExcess: 0, safetyNet: 600, clawback: 0 },
    ...{ redPackets: 700, gross: 10_600, withheld: 0, net: 10_600, carriedForward: 0 },
    ...{ costFen: 11_300, costBp: 1130 },
    tiers: [{ tier: 1, reached: 1, shareBp: 3333 }],
  })
  expect(total.distribution[0]).toEqual({ fromFen: 0, leaders: 3 })
  expect(lines.map(costOf)).toEqual([4300, 3000, 4000])
})

test('what is due to somebody without an order is told apart', () => {
  const generous: Plan = {
    ...plan,
    newLeader: { firstOrderFen: 5, days: 10, minOrders: 0, minActiveDays: 0, guaranteeFen: 9000 },
  }
  const late = new Map([['A', { leaderId: 'A', region: '', approvedAt: Date.parse('2014-01-25T00:00:00+08:00') }]])
  const { lines, total } = run({ plan: generous, leaders: late })
  expect(named(lines)).toEqual(['2014-01 A', '2014-02 B', '2014-03 B'])
  expect(total.unlisted).toEqual({ leaders: 1, gross: 9000, redPackets: 0 })
})

test('next to another plan', () => {
  const { comparison, before } = run({ against: plan })
  expect(before).toHaveLength(3)
  expect(comparison).toEqual({
    ...{ costFen: 10_000, costBp: 1000, moreFen: 1300, gaining: 1, unchanged: 1, losing: 0 },
    leaders: [
      { leaderId: 'A', beforeFen: 3000, afterFen: 4300, gainFen: 1300 },
      { leaderId: 'B', beforeFen: 7000, afterFen: 7000, gainFen: 0 },
    ],
  })
  const back = run({ plan: { ...plan, minEffectiveFen: 15_000 }, against: tiered }).comparison
  expect(back).toMatchObject({
    moreFen: -2300,
    gaining: 0,
    losing: 1,
    leaders: [{ leaderId: 'B' }, { leaderId: 'A', gainFen: -2300 }],
  })
})

test('whoever has a line under one plan only is compared with nothing', () => {
  const line = run().lines[0] as TrialLine
  expect(compare([line], [])).toMatchObject({
    costFen: 0,
    costBp: 0,
    moreFen: 4300,
    gaining: 1,
    leaders: [{ beforeFen: 0, afterFen: 4300 }],
  })
  expect(compare([], [line])).toMatchObject({ moreFen: -4300, losing: 1, leaders: [{ beforeFen: 4300, afterFen: 0 }] })
  const same = ['b', 'a', 'c'].map((leaderId) => ({ ...line, leaderId }))
  expect(compare(same, same).leaders.map((one) => one.leaderId)).toEqual(['a', 'b', 'c'])
})

test('greatest gain first, and how many gain, lose or stay', () => {
  const line = run().lines[0] as TrialLine
  const paid = (incomes: Record<string, number>) =>
    Object.entries(incomes).map(([leaderId, gross]) => ({ ...line, leaderId, gross, redPackets: 0 }))
  const changed = compare(paid({ a: 5, b: 90, c: 30, d: 40, e: 9 }), paid({ a: 8, b: 80, c: 30, d: 20, e: 9 }))
  expect(changed.leaders.map(({ leaderId, gainFen }) => [leaderId, gainFen])).toEqual([
    ...[
      ['d', 20],
      ['b', 10],
    ],
    ...[
      ['c', 0],
      ['e', 0],
    ],
    ['a', -3],
  ])
  expect(changed).toMatchObject({ gaining: 2, unchanged: 2, losing: 1, moreFen: 27, costFen: 147 })
})

test('leaders without a line are counted once each', () => {
  const line = run().lines[0] as TrialLine
  const unlisted = ['a', 'b', 'a'].map((leaderId) => ({ ...line, leaderId, gross: 10, redPackets: 1 }))
  expect(totalOf([], 0, unlisted).unlisted).toEqual({ leaders: 2, gross: 30, redPackets: 3 })
})

test.each([
  [-5, 0],
  [0, 0],
  [19_999, 0],
  [20_000, 1],
  [40_000, 2],
  [59_999, 2],
  [60_000, 3],
  [100_000, 4],
  [149_999, 4],
  [150_000, 5],
  [10 ** 9, 5],
])('an income of %s fen is in step %s', (fen, step) => {
  expect(distributionOf([fen]).findIndex((one) => one.leaders === 1)).toBe(step)
})

test('shares', () => {
  expect([shareBp(1, 3), shareBp(1, 2), shareBp(5, 0)]).toEqual([3333, 5000, 0])
  expect(totalOf([], 2, []).tiers).toEqual([
    { tier: 1, reached: 0, shareBp: 0 },
    { tier: 2, reached: 0, shareBp: 0 },
  ])
})
