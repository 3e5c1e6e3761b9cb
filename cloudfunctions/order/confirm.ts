import { PayUnavailable } from '../common/gateways/pay'
import { applyPayment } from '../common/orders/payment'
import { orderView } from '../common/orders/view'
import { drain } from '../common/outbox/drain'
import type { Context } from '../common/serve'
import { currentView, leaderOf, ownOrder } from './own'

/** Back from the payment sheet: the page need not wait for the callback, which may come late or never. */
export async function confirm(ctx: Context<'order.confirm'>, input: { orderId: string }) {
  const order = await ownOrder(ctx.openid, input.orderId)
  if (!order) return ctx.fail('order_not_found')
  if (order.paidAt !== undefined) return orderView(order, await leaderOf(order), ctx.now)
  try {
    if (await applyPayment(order._id, ctx.now)) await drain()
  } catch (error) {
    // Not known yet is an answer too: the order still awaits payment, and the sweep asks again.
    if (!(error instanceof PayUnavailable)) throw error
  }
  return currentView(order._id, ctx.now)
}
