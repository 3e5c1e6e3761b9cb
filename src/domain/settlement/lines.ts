import { type CommissionRules, commission } from '../incentives/commission'
import { dividendOf } from '../incentives/dividend'
import { virtualTierFen } from '../incentives/virtualTier'
import { share, sum } from '../money'
import type { Plan } from '../plan/plan'
import type { LeaderMonth, MonthFacts } from './facts'
import type { Details, Lines, Statement, Terms } from './statement'

/** What the commission of a leader's month is reckoned by. */
export interface CommissionTerms {
  rules: CommissionRules
  factorBp: number
  newCustomerFen: number
}

/** The plan with the month's thresholds and the leader's quality factor. */
export function commissionTerms(plan: Plan, terms: Pick<Terms, 'tiers' | 'factorBp'>): CommissionTerms {
  return { rules: { ...plan, tiers: terms.tiers }, factorBp: terms.factorBp, newCustomerFen: plan.newCustomerFen }
}

type Reckoned = Pick<Statement, 'effectiveOrders' | 'netFen' | 'tierReached' | 'lines'> & {
  details: Omit<Details, 'clawback' | 'redPackets'>
}

/**
 * All lines of one leader's month but the clawback, with what each is made of.
 * @param reward what the month brings a new leader
 * @param baseOf base commission of a leader in this month, fen
 */
export function reckon(
  month: LeaderMonth,
  plan: Plan,
  terms: Terms,
  reward: Pick<Details, 'firstOrder' | 'guarantee'>,
  baseOf: (leaderId: string) => number,
): Reckoned {
  const { rules, factorBp } = commissionTerms(plan, terms)
  const nets = month.orders.map((order) => order.netFen)
  const earned = commission(nets, rules, factorBp)
  const orders = earned.orders.map((of, i) => {
    const { orderId, netFen } = month.orders[i] as LeaderMonth['orders'][number]
    return { orderId, netFen, ...of }
  })
  const newCustomers = month.newCustomers.map(({ orderId, buyerId }) => ({
    orderId,
    buyerId,
    fen: plan.newCustomerFen,
  }))
  const virtualFen = terms.linkBusy ? virtualTierFen(month.netFen, plan) : 0
  const rateBp = (plan.tiers[1]?.rateBp ?? 0) - plan.baseRateBp
  const dividend = terms.mentees
    .map((leaderId) => ({ leaderId, baseFen: baseOf(leaderId) }))
    .filter(({ baseFen }) => baseFen !== 0)
    .map((one) => ({ ...one, fen: dividendOf(one.baseFen, plan.dividend?.rateBp ?? 0) }))
  const lines: Lines = {
    base: earned.baseFen,
    tierExcess: earned.excessFen,
    safetyNet: earned.safetyNetFen,
    newLeader: sum([reward.firstOrder?.fen ?? 0, reward.guarantee?.fen ?? 0]),
    virtualTier: virtualFen,
    newCustomers: sum(newCustomers.map(({ fen }) => fen)),
    dividend: sum(dividend.map(({ fen }) => fen)),
    clawback: 0,
  }
  const details = {
    orders,
    ...reward,
    virtualTier: virtualFen === 0 ? null : { netFen: month.netFen, rateBp, partBp: plan.virtualTier?.partBp ?? 0 },
    newCustomers,
    dividend,
  }
  return { effectiveOrders: nets.length, netFen: month.netFen, tierReached: earned.tierReached, lines, details }
}

/** Base commission of leaders in a month, worked out once each. */
export function bases(facts: MonthFacts): (leaderId: string) => number {
  const known = new Map<string, number>()
  return (leaderId) => {
    let base = known.get(leaderId)
    if (base === undefined) {
      const orders = facts.leaders.get(leaderId)?.orders ?? []
      base = sum(orders.map((order) => share(order.netFen, facts.plan.baseRateBp)))
      known.set(leaderId, base)
    }
    return base
  }
}
