import { parsePlan } from '../../src/domain/plan/schema'
import { tryPlan } from '../../src/domain/trial/trial'
import { report } from './report'

const moment = (day: string) => Date.parse(`2014-${day}T10:00:00+08:00`)
const order = (orderId: string, leaderId: string, netFen: number, day: string) => ({
  ...{ orderId, leaderId, buyerId: `buyer of ${orderId}`, netFen, paidAt: moment(day), counts: true },
})
const orders = [order('1', '老王', 10_000, '03-01'), order('2', '新', 1000, '03-05'), order('3', '老王', 1000, '04-10')]
/** His guarantee is decided in a month without an order of his. */
const newcomer = { leaderId: '新', region: '', approvedAt: moment('03-05') }
const newLeader = { minOrders: 1, minActiveDays: 1, firstOrderFen: 0, guaranteeFen: 10_000 }
const plan = (more: object) =>
  parsePlan({ assessment: null, dynamic: null, targets: null, newCustomerFen: 0, newLeader, ...more })

function tried(more: object, against?: object): string[] {
  const leaders = new Map([['新', newcomer]])
  const other = against && plan(against)
  const input = { orders: () => orders, leaders, plan: plan(more), against: other, digest: () => '' }
  return report(tryPlan(input)).split('\n')
}

test('columns are aligned, and money without a line is told', () => {
  expect(tried({ tiers: [{ minOrders: 1, rateBp: 1000 }] }).slice(0, 9)).toEqual([
    '团长     月份  订单  净销售  得分  档   应发  红包  代扣   实发  结转',
    '新    2014-03     1   10.00     –   1   1.20  0.00  0.00   1.20  0.00',
    '老王  2014-03     1  100.00     –   1  12.00  0.00  0.00  12.00  0.00',
    '老王  2014-04     1   10.00     –   1   1.20  0.00  0.00   1.20  0.00',
    '2 位团长，2 个月，有效订单 3 单，净销售 120.00',
    '成本 14.40，占净销售 12.00%',
    '第 1 档：达到 3 人次，100.00%',
    '另有 98.80 归当月没有订单的 1 位团长',
    '团长每月收入的分布，元',
  ])
})

test('who loses by the plan is named, the most last', () => {
  expect(tried({ baseRateBp: 500 }, {})).toEqual(
    expect.arrayContaining([
      '新    2014-03     1   10.00     –   0  0.50  0.00  0.00  0.50  0.00  −0.50',
      '对比方案成本 12.00，占 10.00%；本方案少 6.00',
      '0 位团长增加，0 位不变，2 位减少',
      '  新 减少 0.50',
      '  老王 减少 5.50',
      '团长每月收入的分布，元（░ 对比方案，█ 本方案）',
      '0–200      ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 3',
    ]),
  )
})
