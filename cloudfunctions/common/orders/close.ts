import { piecesOf } from '../../../src/domain/order'
import { transitions } from '../../../src/domain/orderState'
import { _ } from '../cloud'
import type { OrderDoc } from '../collections'
import { read, readAll, update } from '../db'
import { closePayment } from '../gateways/pay'
import { freeTerms } from '../newcomers'
import { purchaseId, untake } from '../purchases'
import { release } from '../stock'
import { applyPayment } from './payment'

/**
 * Closes an order that was not paid, by its buyer or by time. The payment is closed first: only when it can no longer
 * be paid do the goods go back on sale. Returns `paid` when the payment turned out to have been made; it is then
 * applied. Every step can be repeated; what a crash leaves of them is finished by the sweep.
 */
export async function closeUnpaid(order: OrderDoc, by: 'cancel' | 'expire', now: number): Promise<'closed' | 'paid'> {
  if ((await closePayment(order._id)) === 'paid') {
    await applyPayment(order._id, now)
    return 'paid'
  }
  const step = transitions[by]
  const note = by === 'cancel' ? '你取消了这一单' : '30 分钟内没有付款，已自动关闭'
  const done = await update(
    'orders',
    { _id: order._id, state: _.in([...step.from]) },
    // Looked at again: a payment made at this very moment may still land.
    { state: step.to, closedAt: now, note, checkAt: now + 60_000 },
  )
  if (done) await freeGoods(order)
  return 'closed'
}

/**
 * Puts what an unpaid order holds back on sale and off its buyer's limits. May be repeated; the stock comes after the
 * terms, so that a crash between them is found by what is still held.
 */
export async function freeGoods(order: OrderDoc): Promise<void> {
  await freeTerms(order)
  await release(order.campaignId, order._id, piecesOf(order.lines))
  await untake({ campaignId: order.campaignId, openid: order.openid, orderId: order._id })
}

/**
 * Gives back what closed orders have kept because their function died between closing them and that. Two round trips
 * when nothing is left to do, as nearly always.
 */
export async function freeLeftovers(closed: readonly OrderDoc[]): Promise<void> {
  if (closed.length === 0) return
  const stocks = await readAll(
    'stock',
    closed.map((order) => order.campaignId),
  )
  const purchases = await readAll('purchases', closed.map(purchaseId))
  const holding = new Set(stocks.flatMap((stock) => Object.keys(stock.holds)))
  const counted = new Set(purchases.flatMap((purchase) => Object.keys(purchase.orders)))
  for (const order of closed)
    if (holding.has(order._id) || counted.has(order._id)) {
      // A late payment may have been honoured at this very moment.
      const { state } = (await read('orders', order._id)) ?? order
      if (state === 'expired' || state === 'cancelled') await freeGoods(order)
    }
}
