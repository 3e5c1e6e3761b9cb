import { _ } from '../common/cloud'
import type { UserDoc } from '../common/collections'
import { insertOnce, update } from '../common/db'
import type { Context } from '../common/serve'
import { newResident } from '../common/users'

const KEPT = 2000
const KEPT_MS = 60_000
const kept = new Map<string, { user: UserDoc; at: number }>()

/**
 * Who orders: name and phone for the order's snapshot, remembered for a minute. Until an order of his
 * is paid (worker/jobs/attributeOrders.ts) or a link says otherwise, the leader of the first one stands in for his own.
 */
export async function buyerOf(ctx: Pick<Context, 'openid' | 'now' | 'user'>, leaderId: string): Promise<UserDoc> {
  const known = kept.get(ctx.openid)
  if (known && Math.abs(ctx.now - known.at) < KEPT_MS) return known.user
  let user = await ctx.user()
  if (!user) {
    user = { ...newResident(ctx.openid, ctx.now), leaderId }
    await insertOnce('users', user)
  } else if (!user.leaderId) {
    await update('users', { _id: ctx.openid, leaderId: _.exists(false) }, { leaderId })
  }
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string)
  kept.set(ctx.openid, { user, at: ctx.now })
  return user
}
