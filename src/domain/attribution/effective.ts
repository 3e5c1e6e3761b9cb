import { isEffective } from '../incentives/effective'
import { sum } from '../integer'
import { byText } from '../text'
import type { AttributionRules } from './rules'
import type { Order, State } from './state'

/** What has gone back of an order's goods, fen. */
export const refundedFen = (order: Order) => sum(Object.values(order.refunds))

/** Whether an order counts, by what is known now. */
export function counts(order: Order, rules: AttributionRules): boolean {
  const { paidFen = 0, snapshot, risk } = order
  const clean = snapshot.exclusion === null && !risk
  return isEffective({ totalFen: paidFen, refundedFen: refundedFen(order), counts: clean }, rules)
}

/** Whether all of it has gone back. An order of 0 fen, paid by coupons, never counted and was not refunded either. */
export function fullyRefunded(order: Order): boolean {
  const back = refundedFen(order)
  return back > 0 && back === order.paidFen
}

/** A person's orders that count, by (paidAt, orderId). */
export function countedOrders(state: State, personId: string, rules: AttributionRules): Order[] {
  const all = (state.people[personId]?.orderIds ?? []).map((id) => state.orders[id] as Order)
  return all
    .filter((order) => counts(order, rules))
    .sort((a, b) => (a.paidAt as number) - (b.paidAt as number) || byText(a.orderId, b.orderId))
}
