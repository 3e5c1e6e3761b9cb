import { piecesOf } from '../../../src/domain/order'
import { _ } from '../cloud'
import type { OrderDoc } from '../collections'
import { read, update } from '../db'
import { type PaymentStatus, queryPayment } from '../gateways/pay'
import { claimTerms } from '../newcomers'
import { limitedPart, take } from '../purchases'
import { saleOf } from '../sale'
import { reserve } from '../stock'
import { lateHold } from './late'
import { requestRefund } from './refund'

type Paid = Extract<PaymentStatus, { state: 'paid' }>

/**
 * Asks the payment service about an order and applies the answer. A callback, the buyer's return from the payment
 * sheet and the sweep all come through here: whoever calls is only a hint, the service's word is what counts. Repeats
 * change nothing. Returns whether the order is paid now.
 */
export async function applyPayment(orderId: string, now: number): Promise<boolean> {
  const status = await queryPayment(orderId)
  if (status.state !== 'paid') return false
  if (await markPaid(orderId, ['awaiting_payment'], status)) return true
  const order = await read('orders', orderId)
  // A payment without an order cannot be: the order is written before its payment is made.
  if (!order) throw new Error(`payment for an unknown order ${orderId}`)
  if (order.paidAt !== undefined || order.refund) return order.state !== 'refunded'
  if (order.totalFen !== status.totalFen)
    throw new Error(`order ${orderId}: paid ${status.totalFen}, not ${order.totalFen}`)
  return honourLate(order, status, now)
}

/**
 * An order that discounts have taken down to 0 fen is paid as soon as its goods are held, without a payment: there is
 * none to make or to ask about. (The other choice, a discount that stops at 1 fen, would contradict what it says.)
 */
export function payNothing(orderId: string, now: number): Promise<boolean> {
  return markPaid(orderId, ['awaiting_payment'], { state: 'paid', totalFen: 0, transactionId: '', paidAt: now })
}

/**
 * The outbox entry is part of the update that makes the order paid: there is no moment at which one is without the
 * other. The amount is in the condition: another one never makes an order paid.
 */
async function markPaid(
  orderId: string,
  from: readonly OrderDoc['state'][],
  paid: Paid,
  holdId?: string,
): Promise<boolean> {
  const done = await update(
    'orders',
    {
      _id: orderId,
      state: from.length === 1 ? from[0] : _.in([...from]),
      totalFen: paid.totalFen,
      refund: _.exists(false),
    },
    {
      state: 'paid',
      ...(holdId ? { holdId } : {}),
      paidAt: paid.paidAt,
      transactionId: paid.transactionId,
      event: 'paid',
      attribute: 'paid',
      eventAt: paid.paidAt,
      closedAt: _.remove(),
      note: _.remove(),
      // One that got no goods at first is an order now, and its buyer sees it.
      refused: _.remove(),
    },
  )
  return done > 0
}

/**
 * Paid after it was closed: honoured when the goods are still there, else the money goes back at once. The goods are
 * held under a name of their own, which whoever is just closing the order does not touch.
 */
async function honourLate(order: OrderDoc, paid: Paid, now: number): Promise<boolean> {
  const holdId = lateHold(order._id)
  const pieces = piecesOf(order.lines)
  const held = await reserve({ campaignId: order.campaignId, orderId: holdId, pieces, at: now })
  if (held.kind === 'held' && (await markPaid(order._id, ['expired', 'cancelled'], paid, holdId))) {
    await countLate(order, pieces)
    return true
  }
  await requestRefund(order, {
    from: ['expired', 'cancelled'],
    reason: '付款时商品已经没有了，已原路退款',
    by: 'system',
    now,
    paid,
  })
  return false
}

/**
 * It counts against what its buyer may still have, like any other: his limits, though he may be above them now, and the
 * terms of a new customer, unless another order of his has them. Dying before this leaves him a little more than is his.
 */
async function countLate(order: OrderDoc, pieces: Record<string, number>): Promise<void> {
  const { campaignId, openid, _id: orderId } = order
  const items = (await saleOf(order.groupId))?.campaign.items ?? []
  const limited = limitedPart(pieces, items)
  const noLimits = Object.fromEntries(Object.keys(limited.pieces).map((sku) => [sku, Number.MAX_SAFE_INTEGER]))
  await take({ campaignId, openid, orderId, pieces: limited.pieces }, noLimits)
  if (order.newcomer) await claimTerms(order)
}
