import { AFTER_SALE_MS } from '../../src/domain/order'
import { transitions } from '../../src/domain/orderState'
import { _ } from '../common/cloud'
import type { OrderDoc } from '../common/collections'
import { find, update } from '../common/db'
import type { Context } from '../common/serve'
import { ownLeader } from './own'

/** Hands an order out for its code. Only the leader whose order it is finds it; a second scan says so and does no harm. */
export async function collect(ctx: Context<'leader.collect'>, input: { code: string }) {
  const leader = await ownLeader(ctx)
  const [order] = await find('orders', { collectKey: `${leader._id}:${input.code}` }, { limit: 1 })
  if (!order || order.paidAt === undefined) return ctx.fail('code_not_found')
  if (order.collectedAt !== undefined) return handedOut(order, order.collectedAt, true)
  const done = await update(
    'orders',
    { _id: order._id, state: _.in([...transitions.collect.from]), refund: _.exists(false) },
    { state: 'collected', collectedAt: ctx.now, collectedBy: ctx.openid, completeAt: ctx.now + AFTER_SALE_MS },
  )
  if (!done) return ctx.fail('not_collectable', undefined, order.refund ? '这一单已退款，不能取货' : undefined)
  return handedOut(order, ctx.now, false)
}

function handedOut(order: OrderDoc, collectedAt: number, already: boolean) {
  return {
    orderId: order._id,
    name: order.buyer.name,
    phoneTail: order.buyer.phoneTail,
    lines: order.lines.map(({ name, spec, quantity }) => ({ name, spec, quantity })),
    totalFen: order.totalFen,
    collectedAt,
    already,
  }
}
