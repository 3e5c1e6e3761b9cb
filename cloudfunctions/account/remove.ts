import { audit } from '../common/audit'
import { _ } from '../common/cloud'
import { count, findOfPeople, remove as removeDocuments, update } from '../common/db'
import { publicKey } from '../common/ids'
import type { Context } from '../common/serve'

/** Orders in which somebody still waits for goods or money. */
const OPEN = ['awaiting_payment', 'paid', 'picked', 'delivered', 'collected']
const GONE = '已注销'

/**
 * Closes the caller's account. What it leaves is what the law wants kept: orders without name and number, and postings
 * without either. A repeat finds nothing more to do; whoever signs in again begins anew.
 */
export async function remove(ctx: Context<'account.remove'>) {
  const { openid } = ctx
  const user = await ctx.user()
  if (user?.roles.some((role) => role !== 'resident')) return ctx.fail('has_duties')
  if ((await count('orders', { openid, state: _.in(OPEN) })) > 0) return ctx.fail('orders_open')
  await leaveLists(openid)
  await update('orders', { openid }, { 'buyer.name': GONE, 'buyer.avatar': '', 'buyer.phoneTail': _.remove() })
  await removeDocuments('touches', { openid })
  await forgetWays(openid)
  // Ids are `openid:template`; a semicolon follows the colon.
  await removeDocuments('consents', { _id: _.gte(`${openid}:`).and(_.lt(`${openid};`)) })
  const removed = (await removeDocuments('users', { _id: openid })) > 0
  if (removed) await audit(ctx.now, openid, 'account.remove', openid)
  return { removed }
}

/** Out of the lists of who joined, masked as he is there. */
async function leaveLists(openid: string): Promise<void> {
  const orders = await findOfPeople('orders', [openid], {}, { groupId: true, leaderId: true })
  const recent = { key: _.in(orders.map(({ _id }) => publicKey(_id))) }
  const seen = (ids: string[]) => _.in([...new Set(ids)])
  await update('group_live', { _id: seen(orders.map(({ groupId }) => groupId)) }, { recent: _.pull(recent) })
  await update('leader_live', { leaderId: seen(orders.map(({ leaderId }) => leaderId)) }, { recent: _.pull(recent) })
}

/** By whose links he came, and who came by his: what orders earned and for whom stays as it is. */
async function forgetWays(openid: string): Promise<void> {
  const way = { via: null, sharerId: null, channel: null, poster: null, scene: null }
  await update('attributions', { openid }, { ...way, inviterId: null, why: [] })
  await update('touches', { sharerId: openid }, { sharerId: GONE })
  await update('attributions', { sharerId: openid }, { sharerId: GONE, why: [] })
  await update('attributions', { inviterId: openid }, { inviterId: GONE, why: [] })
}
