import { audit } from '../common/audit'
import { _ } from '../common/cloud'
import { count, remove as removeDocuments, update } from '../common/db'
import type { Context } from '../common/serve'

/** Orders in which somebody still waits for goods or money. */
const OPEN = ['awaiting_payment', 'paid', 'picked', 'delivered', 'collected']
const GONE = '已注销'

/**
 * Closes the caller's account. What it leaves is what the law wants kept: orders without name and number, and postings
 * without either. A repeat finds nothing more to do; whoever signs in again begins anew.
 */
export async function remove(ctx: Context<'account.remove'>) {
  const user = await ctx.user()
  if (user?.roles.some((role) => role !== 'resident')) return ctx.fail('has_duties')
  if ((await count('orders', { openid: ctx.openid, state: _.in(OPEN) })) > 0) return ctx.fail('orders_open')
  await update('orders', { openid: ctx.openid }, { 'buyer.name': GONE, 'buyer.phoneTail': _.remove() })
  await removeDocuments('touches', { openid: ctx.openid })
  // Ids are `openid:template`; a semicolon follows the colon.
  await removeDocuments('consents', { _id: _.gte(`${ctx.openid}:`).and(_.lt(`${ctx.openid};`)) })
  const removed = (await removeDocuments('users', { _id: ctx.openid })) > 0
  if (removed) await audit(ctx.now, ctx.openid, 'account.remove', ctx.openid)
  return { removed }
}
