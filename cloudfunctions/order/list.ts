import type { z } from 'zod'
import type { Contracts } from '../../src/contract'
import type { OrderState } from '../../src/contract/shapes'
import { _ } from '../common/cloud'
import type { LeaderDoc } from '../common/collections'
import { find, readAll } from '../common/db'
import { orderView } from '../common/orders/view'
import type { Context } from '../common/serve'

const PAGE = 20
const states: Record<'to_pay' | 'to_collect' | 'closed', OrderState[]> = {
  to_pay: ['awaiting_payment'],
  to_collect: ['paid', 'picked', 'delivered'],
  closed: ['collected', 'completed', 'cancelled', 'expired', 'refunded'],
}

/** The caller's orders, newest first, a page at a time. */
export async function list(ctx: Context<'order.list'>, input: z.output<Contracts['order.list']['input']>) {
  const found = await find(
    'orders',
    {
      openid: ctx.openid,
      refused: _.exists(false),
      ...(input.filter === 'all' ? {} : { state: _.in(states[input.filter]) }),
      ...(input.before === undefined ? {} : { createdAt: _.lt(input.before) }),
    },
    { orderBy: ['createdAt', 'desc'], limit: PAGE + 1 },
  )
  const page = found.slice(0, PAGE)
  const leaders = await readAll(
    'leaders',
    page.map((order) => order.leaderId),
  )
  const byId = new Map(leaders.map((leader) => [leader._id, leader]))
  const orders = page.map((order) => orderView(order, byId.get(order.leaderId) as LeaderDoc, ctx.now))
  return { orders, more: found.length > PAGE }
}
