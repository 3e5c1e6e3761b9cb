import { stepsOf } from '../../src/domain/incentives/targets'
import { dayKey, dayStart } from '../../src/domain/time'
import { balancesOf } from '../common/balances'
import { _ } from '../common/cloud'
import type { RedPacketDoc } from '../common/collections'
import { config } from '../common/config'
import { find, read } from '../common/db'
import { groupCards } from '../common/groups'
import { shareCodeOf } from '../common/ids'
import { leaderCard } from '../common/orders/view'
import { emptyLeaderLive, leaderLiveId } from '../common/outbox/toLeaders'
import { planBook } from '../common/plan'
import type { Context } from '../common/serve'
import { ownLeader } from './own'

/** The leader's first sight of his day; what comes after arrives by watch. */
export async function today(ctx: Context<'leader.today'>) {
  const leader = await ownLeader(ctx)
  const day = dayKey(ctx.now)
  const [planAt, known, redPackets, groups, balances] = await Promise.all([
    planBook(ctx.now),
    read('leader_live', leaderLiveId(leader._id, 'day', day)),
    takeable(leader._id, ctx.now),
    groupCards(leader._id, ctx.now),
    balancesOf(leader._id),
  ])
  const plan = planAt(ctx.now)
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
    shareCode: shareCodeOf(ctx.openid),
    redPacketTemplateId: config.redPacketTemplateId,
  }
}

/** Granted today, and older ones that are not settled: those the worker still looks at. */
async function takeable(leaderId: string, now: number): Promise<RedPacketDoc[]> {
  const [today, open] = await Promise.all([
    find('red_packets', { leaderId, grantedAt: _.gte(dayStart(now)) }),
    find('red_packets', { leaderId, dueAt: _.gt(0) }),
  ])
  const all = new Map([...today, ...open].map((packet) => [packet._id, packet]))
  return [...all.values()].sort((a, b) => a.grantedAt - b.grantedAt)
}
