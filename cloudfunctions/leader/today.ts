import { CONFIRM_WITHIN_MS, stepsOf } from '../../src/domain/targets'
import { dayKey, dayStart } from '../../src/domain/time'
import { balancesOf } from '../common/balances'
import { _ } from '../common/cloud'
import type { RedPacketDoc } from '../common/collections'
import { config } from '../common/config'
import { find, read } from '../common/db'
import { groupCards } from '../common/groups'
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
    read('leader_live', leaderLiveId(leader._id, 'day', day)),
    find('red_packets', recent(leader._id, ctx.now), { orderBy: ['grantedAt', 'asc'] }),
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
    redPackets: redPackets.filter((packet) => packet.grantedAt >= dayStart(ctx.now) || isOpen(packet)),
    ...balances,
    groups,
    redPacketTemplateId: config.redPacketTemplateId,
  }
}

/** Old enough to hold everything granted today and everything that can still be taken. */
function recent(leaderId: string, now: number) {
  return { leaderId, grantedAt: _.gte(dayStart(now) - CONFIRM_WITHIN_MS) }
}

/** Still to be taken; a queued one has been waiting for its pool. */
function isOpen(packet: RedPacketDoc): boolean {
  return packet.state !== 'received' && packet.state !== 'expired'
}
