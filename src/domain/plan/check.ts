import { percentile90 } from '../incentives/assessment'
import { tiersReached } from '../incentives/commission'
import { DIVIDEND_WARNING } from '../incentives/dividend'
import { moveTiers } from '../incentives/thresholds'
import { sum } from '../money'
import { paysFrom } from './payoff'
import type { Plan, Tier } from './plan'

/** Last month, to check a plan by. */
export interface PastMonth {
  /** Effective orders of each leader who had one. */
  orders: readonly number[]
  /** What the plan would have cost, and the net sales, fen. */
  costFen: number
  netFen: number
}

/** Something a designer of plans should know; nothing here forbids a plan. `text` is for people. */
export interface Finding {
  code: string
  level: 'good' | 'warning'
  text: string
}

type Check = (plan: Plan, past: PastMonth | undefined) => (Finding | false | undefined)[]

const finding = (code: string, good: boolean, text: string): Finding => ({
  code,
  level: good ? 'good' : 'warning',
  text,
})
const percent = (part: number, whole: number) => `${Math.round((part * 1000) / whole) / 10}%`
const STEP = { leastBp: 2000, mostBp: 4000 }

/** Adjacent thresholds 20–40% apart: nearer is no step, farther is out of sight. */
const steps: Check = ({ tiers }) =>
  tiers.slice(1).map((tier, i) => {
    const before = (tiers[i] as Tier).minOrders
    const growth = (tier.minOrders - before) * 10_000
    const good = growth >= before * STEP.leastBp && growth <= before * STEP.mostBp
    const by = before > 0 ? `高 ${percent(tier.minOrders - before, before)}` : '没有可比的步长'
    return finding('step', good, `第 ${i + 2} 档 ${tier.minOrders} 单，比上一档${by}${good ? '' : '，建议 20–40%'}`)
  })

/** A tier that pays no more than what is below it. */
const rates: Check = ({ tiers, baseRateBp }) =>
  tiers.map((tier, i) => {
    const below = i === 0 ? baseRateBp : (tiers[i - 1] as Tier).rateBp
    return (
      tier.rateBp <= below && finding('rate', false, `第 ${i + 1} 档的比例不高于它下面的 ${percent(below, 10_000)}`)
    )
  })

/** The trap is a first tier that most give up on. */
const firstTier: Check = ({ tiers, health }, past) => {
  const first = tiers[0]
  if (!first || !past?.orders.length) return []
  const reached = past.orders.filter((orders) => orders >= first.minOrders).length
  const good = reached * 10_000 >= past.orders.length * health.reachingTier1.green
  const share = percent(reached, past.orders.length)
  return [finding('first-tier', good, `首档 ${first.minOrders} 单，上期 ${share} 的团长够得着`)]
}

/** The second tier is suggested at the 90th percentile of last month's orders. */
const secondTier: Check = ({ tiers }, past) => {
  if (!past?.orders.length) return []
  const suggested = percentile90(past.orders.map((orders) => ({ of: orders, per: 1 }))).of
  const second = tiers[1]
  if (!second) return [finding('second-tier', true, `第 2 档建议 ${suggested} 单（上期 90 分位）`)]
  const good = second.minOrders >= suggested
  const how = good ? '不低于' : '低于'
  return [finding('second-tier', good, `第 2 档 ${second.minOrders} 单${how}建议的 ${suggested} 单（上期 90 分位）`)]
}

/** From which order on a tier beats the safety net; before it the tier is only words. */
const payoff: Check = (plan) =>
  plan.tiers.map((tier, i) => {
    const from = paysFrom(i, plan)
    const next = plan.tiers[i + 1]
    const name = `第 ${i + 1} 档 ${tier.minOrders} 单`
    if (from === undefined) return finding('payoff', false, `${name}：总被保底盖过，比例不起作用`)
    const good = !next || from <= next.minOrders
    return finding('payoff', good, `${name}：从第 ${from} 单起才多过保底${good ? '' : '，那时已到下一档'}`)
  })

/** Leaders who reached a tier and still live by the safety net. */
const safetyNet: Check = (plan, past) => {
  if (!past) return []
  const reached = past.orders.filter((orders) => tiersReached(orders, plan.tiers) > 0)
  if (reached.length === 0) return []
  const swallowed = reached.filter((orders) => {
    const from = paysFrom(tiersReached(orders, plan.tiers) - 1, plan)
    return from === undefined || orders < from
  }).length
  const good = swallowed * 2 <= reached.length
  return [finding('safety-net', good, `${reached.length} 位达档，${swallowed} 位走保底`)]
}

const cost: Check = ({ health }, past) => {
  if (!past?.netFen) return []
  const good = past.costFen * 10_000 <= past.netFen * health.cost.green
  const limit = percent(health.cost.green, 10_000)
  return [finding('cost', good, `成本占净销售 ${percent(past.costFen, past.netFen)}，上限 ${limit}`)]
}

const assessment: Check = ({ assessment }) => {
  if (!assessment) return []
  const weights = sum(Object.values(assessment.weights))
  const least = Math.min(...assessment.bands.map((band) => band.minScore))
  return [
    weights !== 10_000 && finding('weights', false, `四维权重合计 ${percent(weights, 10_000)}，应为 100%`),
    least > 0 && finding('bands', false, '最低一档不从 0 分起：够不着它的人系数按 100%'),
  ]
}

/** Dynamic thresholds are multiples of ten: what is published is then not what the plan says. */
const rounding: Check = ({ dynamic, tiers }) => {
  if (!dynamic) return []
  const published = moveTiers(tiers, { of: 1, per: 1 }).map((tier) => tier.minOrders)
  const own = tiers.map((tier) => tier.minOrders)
  const same = own.every((orders, i) => orders === published[i])
  return [
    !same && finding('rounding', false, `动态门槛取整到十：${own.join('、')} 单会按 ${published.join('、')} 单公布`),
  ]
}

const pool: Check = ({ targets, redPacketPool }) => [
  !!targets?.length && redPacketPool === null && finding('pool', false, '有单量目标而没有红包预算池，红包不会发'),
]

const dividend: Check = (plan) => [
  plan.dividend !== null && finding('dividend', false, `团队分红：${DIVIDEND_WARNING}`),
]

const checks: readonly Check[] = [
  ...[steps, rates, firstTier, secondTier, payoff, safetyNet],
  ...[cost, assessment, rounding, pool, dividend],
]

/** What to know of a plan before it is published (incentives.md, "Plan checks"); more with last month at hand. */
export function checkPlan(plan: Plan, past?: PastMonth): Finding[] {
  return checks.flatMap((check) => check(plan, past)).filter((one): one is Finding => !!one)
}
