import type { GroupCard } from '../../src/contract/group'
import { phaseAt } from '../../src/domain/order'
import { byText } from '../../src/domain/text'
import { find, readAll } from './db'
import { emptyGroupLive } from './outbox/toGroups'

const CLOSED_SHOWN = 3
const rank = { open: 0, upcoming: 1, closed: 2 }

/**
 * A leader's groups as cards: open ones first (the next to close on top, then the next to be delivered), then coming
 * ones, then the last three closed. Three round trips.
 */
export async function groupCards(leaderId: string, now: number): Promise<GroupCard[]> {
  const groups = await find('groups', { leaderId }, { orderBy: ['openedAt', 'desc'], limit: 30 })
  const [campaigns, lives] = await Promise.all([
    readAll(
      'campaigns',
      groups.map((group) => group.campaignId),
    ),
    readAll(
      'group_live',
      groups.map((group) => group._id),
    ),
  ])
  const campaignOf = new Map(campaigns.map((campaign) => [campaign._id, campaign]))
  const liveOf = new Map(lives.map((live) => [live._id, live]))
  const cards = groups.flatMap((group): GroupCard[] => {
    const campaign = campaignOf.get(group.campaignId)
    if (!campaign) return []
    const live = liveOf.get(group._id) ?? emptyGroupLive(group._id)
    return [
      {
        groupId: group._id,
        title: campaign.title,
        pictures: campaign.items.slice(0, 4).map((item) => item.picture),
        fromFen: Math.min(...campaign.items.map((item) => item.priceFen)),
        startAt: campaign.startAt,
        cutoffAt: campaign.cutoffAt,
        deliverAt: campaign.deliverAt,
        phase: phaseAt(campaign, now),
        goalOrders: campaign.goalOrders,
        orders: live.orders,
        avatars: live.recent.slice(0, 5).map((joiner) => joiner.avatar),
      },
    ]
  })
  cards.sort(
    (a, b) =>
      rank[a.phase] - rank[b.phase] ||
      (a.phase === 'closed' ? b.cutoffAt - a.cutoffAt : a.cutoffAt - b.cutoffAt) ||
      a.deliverAt - b.deliverAt ||
      // The same place each time one looks.
      byText(a.groupId, b.groupId),
  )
  const closed = cards.filter((card) => card.phase === 'closed').slice(CLOSED_SHOWN)
  return cards.filter((card) => !closed.includes(card))
}
