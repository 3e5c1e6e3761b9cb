import { transitions } from '../../src/domain/orderState'
import { audit } from '../common/audit'
import { read } from '../common/db'
import { PayUnavailable } from '../common/gateways/pay'
import { carryOutRefund, requestRefund } from '../common/orders/refund'
import { refundableByBuyer } from '../common/orders/view'
import { drain } from '../common/outbox/drain'
import type { Context } from '../common/serve'
import { currentView } from './own'

/** Returns a paid order as a whole. Its buyer may until the cut-off; operations until it is completed. */
export async function refund(ctx: Context<'order.refund'>, input: { orderId: string; reason: string }) {
  // News of the payment still in the outbox would have to be delivered before it can be taken back.
  await drain()
  const order = await read('orders', input.orderId)
  const own = order?.openid === ctx.openid
  const operations = !own && ((await ctx.user())?.roles.includes('operations') ?? false)
  if (!order || (!own && !operations)) return ctx.fail('order_not_found')
  if (order.state === 'refunded') return currentView(order._id, ctx.now)
  const from = transitions.refund.from.filter((state) => state !== 'expired' && state !== 'cancelled')
  const allowed = own ? refundableByBuyer(order, ctx.now) : from.some((state) => state === order.state)
  if (!allowed && !order.refund) return ctx.fail('not_refundable')
  try {
    if (order.refund) await carryOutRefund(order._id, ctx.now)
    else {
      const by = own ? 'buyer' : ctx.openid
      // Before the deed: once it is recorded the sweep carries it out, whatever becomes of this call.
      await audit(ctx.now, ctx.openid, 'order.refund', order._id, { totalFen: order.totalFen, reason: input.reason })
      if (!(await requestRefund(order, { from: own ? ['paid'] : from, reason: input.reason, by, now: ctx.now })))
        return ctx.fail('try_again')
    }
  } catch (error) {
    if (error instanceof PayUnavailable) return ctx.fail('refund_unavailable')
    throw error
  }
  await drain()
  return currentView(order._id, ctx.now)
}
