import { PayUnavailable, preparePayment } from '../common/gateways/pay'
import { applyPayment, payNothing } from '../common/orders/payment'
import type { Context } from '../common/serve'
import { isHeld } from '../common/stock'
import { ownOrder } from './own'

/** Payment parameters again. The payment keeps the order's number, so it cannot be paid twice. */
export async function pay(ctx: Context<'order.pay'>, input: { orderId: string }) {
  const order = await ownOrder(ctx.openid, input.orderId)
  if (!order) return ctx.fail('order_not_found')
  if (order.paidAt !== undefined) return ctx.fail('already_paid')
  if (order.state !== 'awaiting_payment' || ctx.now >= order.expiresAt) return ctx.fail('order_closed')
  try {
    if (await applyPayment(order._id, ctx.now)) return ctx.fail('already_paid')
    // Its placing may have died before it got the goods: such an order may not be paid, it runs out.
    if (!(await isHeld(order.campaignId, order._id))) return ctx.fail('order_closed')
    // Its placing died before it was said to be paid.
    if (order.totalFen === 0 && (await payNothing(order._id, ctx.now))) return ctx.fail('already_paid')
    return { payment: await preparePayment({ orderId: order._id, title: order.title, totalFen: order.totalFen }) }
  } catch (error) {
    if (error instanceof PayUnavailable) return ctx.fail('pay_unavailable')
    throw error
  }
}
