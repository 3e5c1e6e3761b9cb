import { PayUnavailable } from '../common/gateways/pay'
import { closeUnpaid } from '../common/orders/close'
import type { Context } from '../common/serve'
import { currentView, ownOrder } from './own'

export async function cancel(ctx: Context<'order.cancel'>, input: { orderId: string }) {
  const order = await ownOrder(ctx.openid, input.orderId)
  if (!order) return ctx.fail('order_not_found')
  if (order.paidAt !== undefined) return ctx.fail('already_paid')
  try {
    if (order.state === 'awaiting_payment' && (await closeUnpaid(order, 'cancel', ctx.now)) === 'paid')
      return ctx.fail('already_paid')
  } catch (error) {
    // WeChat Pay closes no payment in its first minutes, and may be silent: the order stays as it is.
    if (error instanceof PayUnavailable) return ctx.fail('try_again', undefined, '微信支付还没有放手，过几分钟再取消')
    throw error
  }
  return currentView(order._id, ctx.now)
}
