import { maskPhone } from '../../src/domain/mask'
import type { UserDoc } from '../common/collections'
import { find, insertOnce, read, update } from '../common/db'
import { shareCodeOf } from '../common/ids'
import { leaderCard } from '../common/orders/view'
import type { Context } from '../common/serve'
import { newResident } from '../common/users'

/** Tells who the caller is, and makes him a resident on his first visit. */
export async function signIn(ctx: Context<'account.signIn'>) {
  if (!ctx.openid) return ctx.fail('sign_in_first')
  let user = await ctx.user()
  if (!user) {
    const fresh: UserDoc = newResident(ctx.openid, ctx.now)
    // Two pages opening at once make one resident.
    user = (await insertOnce('users', fresh)) ? fresh : ((await read('users', ctx.openid)) as UserDoc)
  }
  // Who came before there were codes gets his now.
  if (!user.shareCode) await update('users', { _id: user._id }, { shareCode: shareCodeOf(user._id) })
  const [leader, own] = await Promise.all([
    user.leaderId ? read('leaders', user.leaderId) : undefined,
    user.roles.includes('leader') ? find('leaders', { owner: ctx.openid, active: true }, { limit: 1 }) : [],
  ])
  return {
    userId: user._id,
    name: user.name,
    avatar: user.avatar,
    roles: user.roles,
    phone: user.phone && maskPhone(user.phone),
    leader: leader && leaderCard(leader),
    leaderId: own[0]?._id,
  }
}
