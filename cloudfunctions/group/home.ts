import { _ } from '../common/cloud'
import { count, find, read } from '../common/db'
import { groupCards } from '../common/groups'
import { leaderCard } from '../common/orders/view'
import type { Context } from '../common/serve'

const open = ['awaiting_payment', 'paid', 'picked', 'delivered']

/** The resident's leader and what he has on. Who has no leader yet sees the one whose link brought him, or any. */
export async function home(ctx: Context<'group.home'>, input: { leaderId?: string }) {
  const user = await ctx.user()
  const wanted = user?.leaderId ?? input.leaderId
  const leader = wanted
    ? await read('leaders', wanted)
    : (await find('leaders', { active: true }, { orderBy: ['since', 'asc'], limit: 1 }))[0]
  const [groups, openOrders] = await Promise.all([
    leader ? groupCards(leader._id, ctx.now) : [],
    ctx.openid ? count('orders', { openid: ctx.openid, state: _.in(open) }) : 0,
  ])
  return { now: ctx.now, leader: leader && leaderCard(leader), groups, openOrders }
}
