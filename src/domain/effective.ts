import type { Plan } from './plan'

export interface CountedOrder {
  totalFen: number
  refundedFen: number
  /** False for the leader's own and his household's orders. */
  counts: boolean
}

/** Paid for goods less refunded for goods, fen. */
export function net(order: CountedOrder): number {
  return order.totalFen - order.refundedFen
}

/** Whether a paid order counts for its leader (incentives.md, "Effective orders"). */
export function isEffective(order: CountedOrder, plan: Pick<Plan, 'minEffectiveFen'>): boolean {
  return order.counts && net(order) > 0 && net(order) >= plan.minEffectiveFen
}
