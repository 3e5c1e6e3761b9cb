import { closeUnpaid } from '../common/orders/close'
import type { Context } from '../common/serve'
import { currentView, ownOrder } from './own'

export async function cancel(ctx: Context<'order.cancel'>, input: { orderId: string }) {
  const order = await ownOrder(ctx.openid, input.orderId)
  if (!order) return ctx.fail('order_not_found')
  if (order.paidAt !== undefined) return ctx.fail('already_paid')
  if (order.state === 'awaiting_payment' && (await closeUnpaid(order, 'cancel', ctx.now)) === 'paid')
    return ctx.fail('already_paid')
  return currentView(order._id, ctx.now)
}
