import { _ } from '../common/cloud'
import { count, find, read } from '../common/db'
import { groupCards } from '../common/groups'
import { leaderCard } from '../common/orders/view'
import type { Context } from '../common/serve'

const open = ['awaiting_payment', 'paid', 'picked', 'delivered']

/**
 * The resident's leader and what he has on. Who has no leader yet, or one who has stopped, sees the one whose link brought
 * him, or any.
 */
export async function home(ctx: Context<'group.home'>, input: { leaderId?: string }) {
  const user = await ctx.user()
  const leader =
    (await activeLeader(user?.leaderId)) ??
    (await activeLeader(input.leaderId)) ??
    (await find('leaders', { active: true }, { orderBy: ['since', 'asc'], limit: 1 }))[0]
  const [groups, openOrders] = await Promise.all([
    leader ? groupCards(leader._id, ctx.now) : [],
    ctx.openid ? count('orders', { openid: ctx.openid, state: _.in(open) }) : 0,
  ])
  return { now: ctx.now, leader: leader && leaderCard(leader), groups, openOrders }
}

async function activeLeader(id: string | undefined) {
  const leader = id === undefined ? undefined : await read('leaders', id)
  return leader?.active ? leader : undefined
}
