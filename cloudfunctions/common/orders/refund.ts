import { _ } from '../cloud'
import type { OrderDoc } from '../collections'
import { read, update } from '../db'
import { type PaymentStatus, refundPayment } from '../gateways/pay'

interface RefundRequest {
  /** States it may be refunded from. */
  from: readonly OrderDoc['state'][]
  reason: string
  by: string
  now: number
  /** The payment, when the order itself never became paid. */
  paid?: Extract<PaymentStatus, { state: 'paid' }>
}

/**
 * Records the refund of a whole order, then carries it out. The record comes first, under a number made from the
 * order's id: whatever crashes after it, the sweep carries out the same refund, and the payment service pays one number
 * once. Returns false when the order's state does not allow it (or news of it is still being delivered).
 */
export async function requestRefund(order: OrderDoc, request: RefundRequest): Promise<boolean> {
  const done = await update(
    'orders',
    { _id: order._id, state: _.in([...request.from]), refund: _.exists(false), event: _.exists(false) },
    {
      refund: _.set({ no: `${order._id}R`, reason: request.reason, by: request.by, at: request.now }),
      refundDueAt: request.now,
      // Its money came: whoever paid sees what became of it, also where it got no goods from the start.
      ...(request.paid ? { transactionId: request.paid.transactionId, refused: _.remove() } : {}),
    },
  )
  if (!done) return false
  await carryOutRefund(order._id, request.now)
  return true
}

/** Carries out a recorded refund; may be repeated. Throws PayUnavailable when the service does not take it now. */
export async function carryOutRefund(orderId: string, now: number): Promise<void> {
  const order = await read('orders', orderId)
  if (!order?.refund || order.refundDueAt === undefined) return
  const { no, reason } = order.refund
  // Who paid nothing gets nothing back, and there is no payment to ask.
  if (order.totalFen > 0) await refundPayment({ orderId, refundNo: no, totalFen: order.totalFen, reason })
  // An order that was never counted in has nothing to be taken out of again: only its money is booked.
  const event = order.paidAt === undefined ? 'bounced' : 'refunded'
  await update(
    'orders',
    { _id: orderId, refundDueAt: _.exists(true), event: _.exists(false) },
    {
      state: 'refunded',
      refundedFen: order.totalFen,
      refundDueAt: _.remove(),
      closedAt: now,
      note: reason,
      event,
      eventAt: now,
      ...(event === 'refunded' ? { attribute: 'refunded' } : {}),
    },
  )
}
