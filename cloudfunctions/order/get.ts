import { orderView } from '../common/orders/view'
import type { Context } from '../common/serve'
import { leaderOf, ownOrder } from './own'

export async function get(ctx: Context<'order.get'>, input: { orderId: string }) {
  const order = await ownOrder(ctx.openid, input.orderId)
  if (!order) return ctx.fail('order_not_found')
  return orderView(order, await leaderOf(order), ctx.now)
}
