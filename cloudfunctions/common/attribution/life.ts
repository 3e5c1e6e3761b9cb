import type { Event } from '../../../src/domain/attribution/event'
import type { OrderDoc, TouchDoc, UserDoc } from '../collections'

/** What attribution wants to know of an order. */
export type OrderFacts = Pick<
  OrderDoc,
  '_id' | 'openid' | 'leaderId' | 'createdAt' | 'paidAt' | 'totalFen' | 'refundedFen' | 'closedAt'
>

export const ORDER_FACTS = Object.fromEntries(
  ['_id', 'openid', 'leaderId', 'createdAt', 'paidAt', 'totalFen', 'refundedFen', 'closedAt'].map((name) => [
    name,
    true,
  ]),
)

/** What a person did, from what is kept of him. */
export function lifeOf(
  user: UserDoc | undefined,
  touches: readonly TouchDoc[],
  orders: readonly OrderFacts[],
): Event[] {
  const { _id: personId = '', registeredAt, phone } = user ?? {}
  return [
    ...(registeredAt === undefined ? [] : [{ type: 'register' as const, at: registeredAt, personId, phone }]),
    ...touches.map(({ _id, openid, ...touch }): Event => ({ type: 'touch', personId: openid, ...touch })),
    ...orders.flatMap(orderEvents),
  ]
}

function orderEvents(order: OrderFacts): Event[] {
  const { _id: orderId, openid: personId, leaderId, createdAt, totalFen, refundedFen, closedAt = 0 } = order
  // WeChat Pay tells whole seconds: a payment may seem to come before its order.
  const paidAt = Math.max(order.paidAt as number, createdAt)
  return [
    { type: 'order', at: createdAt, orderId, personId, leaderId },
    { type: 'paid', at: paidAt, orderId, goodsFen: totalFen },
    ...(refundedFen > 0
      ? [{ type: 'refund' as const, at: Math.max(closedAt, paidAt), orderId, refundId: 'R', goodsFen: refundedFen }]
      : []),
  ]
}
