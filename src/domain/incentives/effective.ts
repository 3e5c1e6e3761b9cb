import type { Plan } from '../plan/plan'

/** What of an order decides whether it counts. */
export interface CountedOrder {
  totalFen: number
  refundedFen: number
  /** False for the leader's own and his household's orders, and while a risk flag is open. */
  counts: boolean
}

/** Paid for goods less refunded for goods, fen. */
export function net(order: Pick<CountedOrder, 'totalFen' | 'refundedFen'>): number {
  return order.totalFen - order.refundedFen
}

/** Whether a paid order counts for its leader (incentives.md, "Effective orders"). */
export function isEffective(order: CountedOrder, plan: Pick<Plan, 'minEffectiveFen'>): boolean {
  return order.counts && countsFrom(net(order), plan)
}

/** The same of the net alone. One fully refunded never counts, whatever the least net. */
export function countsFrom(netFen: number, plan: Pick<Plan, 'minEffectiveFen'>): boolean {
  return netFen > 0 && netFen >= plan.minEffectiveFen
}
