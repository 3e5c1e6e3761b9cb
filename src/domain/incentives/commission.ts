import { integer, share, sum } from '../money'
import type { Plan, Tier } from '../plan/plan'
import { type CountedOrder, isEffective, net } from './effective'

/** Base commission of one order in fen; 0 when it does not count. Rounded half up, once per order (incentives.md). */
export function baseCommission(order: CountedOrder, plan: Pick<Plan, 'baseRateBp' | 'minEffectiveFen'>): number {
  return isEffective(order, plan) ? share(net(order), plan.baseRateBp) : 0
}

/** What of a plan makes the commission. `tiers` may be the plan's own or those of the month (`thresholds.ts`). */
export type CommissionRules = Pick<Plan, 'baseRateBp' | 'mode' | 'tiers' | 'safetyNetBp'>

export interface Commission {
  baseFen: number
  /** (tier commission − base) × quality factor; negative where a tier pays less than the base rate. */
  excessFen: number
  /** What lifts base and excess to the safety net; never negative. */
  safetyNetFen: number
  totalFen: number
  /** Tiers reached. */
  tierReached: number
  /** Per order, in the order given. */
  orders: { baseFen: number; rateBp: number; tierFen: number }[]
}

/** How many tiers `count` effective orders reach. */
export function tiersReached(count: number, tiers: readonly Tier[]): number {
  return tiers.filter((tier) => count >= tier.minOrders).length
}

/** Rate of the k-th of `count` effective orders (k from 1), basis points. */
export function rateOf(k: number, count: number, rules: CommissionRules): number {
  const { tiers, mode, baseRateBp } = rules
  const above = mode === 'whole' ? tiersReached(count, tiers) : tiers.filter((tier) => k > tier.minOrders).length
  return above === 0 ? baseRateBp : (tiers[above - 1] as Tier).rateBp
}

/**
 * Commission of a month (incentives.md, "Commission of a month") over the nets of its effective orders, sorted by
 * payment. Rounded once per order, once for the quality factor and once for the safety net.
 */
export function commission(nets: readonly number[], rules: CommissionRules, factorBp = 10_000): Commission {
  const orders = nets.map((netFen, i) => {
    const rateBp = rateOf(i + 1, nets.length, rules)
    const baseFen = share(netFen, rules.baseRateBp)
    return { baseFen, rateBp, tierFen: share(netFen, rateBp) }
  })
  const baseFen = sum(orders.map((order) => order.baseFen))
  const tierFen = sum(orders.map((order) => order.tierFen))
  const excessFen = share(tierFen - baseFen, factorBp)
  const tierReached = tiersReached(nets.length, rules.tiers)
  // Without a tier there is no excess either, and nothing to lift.
  const floorFen = tierReached > 0 ? share(baseFen, rules.safetyNetBp) : 0
  const safetyNetFen = Math.max(0, floorFen - baseFen - excessFen)
  return {
    baseFen,
    excessFen,
    safetyNetFen,
    totalFen: integer(baseFen + excessFen + safetyNetFen),
    tierReached,
    orders,
  }
}

/**
 * What is at stake for more orders: total(n + k) − total(n), nothing else, for a safety net can swallow a small tier.
 * `more` are the nets of the orders to come; a screen takes the leader's average.
 */
export function atStake(
  nets: readonly number[],
  more: readonly number[],
  rules: CommissionRules,
  factorBp = 10_000,
): number {
  return commission([...nets, ...more], rules, factorBp).totalFen - commission(nets, rules, factorBp).totalFen
}
