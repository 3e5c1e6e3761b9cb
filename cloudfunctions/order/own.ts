import type { OrderView } from '../../src/contract/shapes'
import type { LeaderDoc, OrderDoc } from '../common/collections'
import { read } from '../common/db'
import { orderView } from '../common/orders/view'
import { saleOf } from '../common/sale'

/** The caller's own order. Somebody else's is not found: whether it exists is nobody's business. */
export async function ownOrder(openid: string, orderId: string): Promise<OrderDoc | undefined> {
  const order = await read('orders', orderId)
  return order?.openid === openid ? order : undefined
}

/** The leader who hands an order out. */
export async function leaderOf(order: Pick<OrderDoc, 'groupId' | 'leaderId'>): Promise<LeaderDoc> {
  const leader = (await saleOf(order.groupId))?.leader ?? (await read('leaders', order.leaderId))
  if (!leader) throw new Error(`leader ${order.leaderId} is gone`)
  return leader
}

/** An order as it is now, for its buyer. */
export async function currentView(orderId: string, now: number): Promise<OrderView> {
  const order = await read('orders', orderId)
  if (!order) throw new Error(`order ${orderId} is gone`)
  return orderView(order, await leaderOf(order), now)
}
