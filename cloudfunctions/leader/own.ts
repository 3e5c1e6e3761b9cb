import type { LeaderDoc } from '../common/collections'
import { find } from '../common/db'
import type { Context } from '../common/serve'

/** The caller's own leadership; the role alone names nobody's group. */
export async function ownLeader(ctx: Pick<Context, 'openid' | 'fail'>): Promise<LeaderDoc> {
  const [leader] = await find('leaders', { owner: ctx.openid, active: true }, { limit: 1 })
  return leader ?? ctx.fail('not_allowed')
}
