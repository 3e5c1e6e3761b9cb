import { stepsOf } from '../../src/domain/targets'
import { dayKey } from '../../src/domain/time'
import { config } from '../common/config'
import { find, read } from '../common/db'
import { groupCards } from '../common/groups'
import { balancesOf } from '../common/balances'
import { leaderCard } from '../common/orders/view'
import { emptyLeaderLive, leaderLiveId } from '../common/outbox/toLeaders'
import { planAt } from '../common/plan'
import type { Context } from '../common/serve'
import { ownLeader } from './own'

/** The leader's first sight of his day; what comes after arrives by watch. */
export async function today(ctx: Context<'leader.today'>) {
  const leader = await ownLeader(ctx)
  const day = dayKey(ctx.now)
  const [plan, known, redPackets, groups, balances] = await Promise.all([
    planAt(ctx.now),
    read('leader_live', leaderLiveId(leader._id, day)),
    find('red_packets', { leaderId: leader._id, windowKey: day }, { orderBy: ['grantedAt', 'asc'] }),
    groupCards(leader._id, ctx.now),
    balancesOf(leader._id),
  ])
  const live = known ?? emptyLeaderLive(leader._id, leader.owner, 'day', day)
  return {
    now: ctx.now,
    leader: leaderCard(leader),
    live,
    steps: stepsOf(plan, 'day').map((step) => ({ ...step, reached: live.orders >= step.orders })),
    baseRateBp: plan.baseRateBp,
    redPackets,
    ...balances,
    groups,
    redPacketTemplateId: config.redPacketTemplateId,
  }
}
