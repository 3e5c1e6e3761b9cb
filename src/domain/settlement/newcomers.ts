import { commission } from '../incentives/commission'
import { guaranteeDays, type NewLeaderDays, topUp } from '../incentives/newLeader'
import { type Period, periodOf } from '../period'
import type { NewLeaderRules } from '../plan/plan'
import { dayKey } from '../time'
import type { LeaderMonth, PlanAt } from './facts'
import type { LeaderFacts, Leaders } from './leaders'
import type { CommissionTerms } from './lines'
import type { Details } from './statement'

type Reward = Pick<Details, 'firstOrder' | 'guarantee'>

interface Newcomer {
  rules: NewLeaderRules
  start: number
  end: number
  rewarded: boolean
  active: Set<string>
  so: NewLeaderDays
}

/**
 * Rewards of new leaders while months pass: the first effective order, and the guarantee of the first days. Both go by
 * the plan in force when he was approved, for that is what he was promised. His commission of those days is the
 * commission of the month's orders that fall into them, with the month's tiers and quality factor. (The rules name
 * neither; these are our choices.)
 */
export class Newcomers {
  readonly #known = new Map<string, Newcomer>()

  constructor(leaders: Leaders, planAt: PlanAt) {
    for (const { leaderId, approvedAt } of leaders.values()) {
      if (approvedAt === undefined) continue
      const rules = planAt(approvedAt).newLeader
      if (!rules) continue
      const so = { orders: 0, activeDays: 0, commissionFen: 0, creditsFen: 0, firstOrderFen: 0 }
      const days = guaranteeDays(approvedAt, rules)
      this.#known.set(leaderId, { rules, ...days, rewarded: false, active: new Set(), so })
    }
  }

  /** Leaders whose guarantee is decided in a month, whether they have orders in it or not. */
  due(period: Period): string[] {
    return [...this.#known].filter(([, one]) => periodOf(one.end) === period).map(([leaderId]) => leaderId)
  }

  /** Counts a leader's month and returns what it brings him. */
  count(leaderId: LeaderFacts['leaderId'], period: Period, month: LeaderMonth, terms: CommissionTerms): Reward {
    const one = this.#known.get(leaderId)
    if (!one) return { firstOrder: null, guarantee: null }
    const { rules, start, end, so } = one
    const during = (order: { paidAt: number }) => order.paidAt >= start && order.paidAt < end

    let firstOrder: Reward['firstOrder'] = null
    const first = one.rewarded ? undefined : month.orders.find((order) => order.paidAt >= start)
    if (first) {
      one.rewarded = true
      firstOrder = { orderId: first.orderId, fen: rules.firstOrderFen }
      if (during(first)) so.firstOrderFen = rules.firstOrderFen
    }

    const orders = month.orders.filter(during)
    so.orders += orders.length
    for (const order of orders) one.active.add(dayKey(order.paidAt))
    so.activeDays = one.active.size
    so.commissionFen += commission(
      orders.map((order) => order.netFen),
      terms.rules,
      terms.factorBp,
    ).totalFen
    so.creditsFen += month.newCustomers.filter(during).length * terms.newCustomerFen
    if (periodOf(end) !== period) return { firstOrder, guarantee: null }
    const fen = topUp(so, rules)
    return { firstOrder, guarantee: fen > 0 ? { ...so, fen } : null }
  }
}
