import type { Offer } from '../../src/contract/shapes'
import { asks } from '../../src/domain/basket'
import type { CampaignDoc, StockDoc } from '../common/collections'
import { find, read } from '../common/db'
import { groupCards } from '../common/groups'
import { shareCodeOf } from '../common/ids'
import { isNewCustomer } from '../common/newcomers'
import { leaderCard } from '../common/orders/view'
import { emptyGroupLive } from '../common/outbox/toGroups'
import { phaseOf, saleOf } from '../common/sale'
import type { Context } from '../common/serve'

/** All the group page shows, for anybody who has the link. Prices are read fresh: people order by what they see. */
export async function open(ctx: Context<'group.open'>, input: { groupId: string } | { code: string }) {
  const groupId =
    'groupId' in input ? input.groupId : (await find('groups', { code: input.code }, { limit: 1 }))[0]?._id
  const sale = groupId ? await saleOf(groupId, true) : undefined
  if (!sale) return ctx.fail('group_not_found')
  const { group, campaign, leader } = sale
  const [stock, live, cards, newCustomer] = await Promise.all([
    read('stock', campaign._id),
    read('group_live', group._id),
    groupCards(leader._id, ctx.now),
    isNewCustomer(campaign, ctx),
  ])
  return {
    groupId: group._id,
    code: group.code,
    title: campaign.title,
    note: campaign.note || leader.note,
    phase: phaseOf(sale, ctx.now),
    startAt: campaign.startAt,
    cutoffAt: campaign.cutoffAt,
    deliverAt: campaign.deliverAt,
    now: ctx.now,
    goalOrders: campaign.goalOrders,
    leader: leaderCard(leader),
    offers: campaign.items.map((item) => offer(item, stock)),
    ladders: campaign.ladders,
    ...(asks(campaign, 'newCustomer') && { newCustomer }),
    ...(ctx.openid && { shareCode: shareCodeOf(ctx.openid) }),
    live: live ?? emptyGroupLive(group._id),
    others: leader.active ? cards.filter((card) => card.groupId !== group._id && card.phase !== 'closed') : [],
  }
}

function offer(item: CampaignDoc['items'][number], stock: StockDoc | undefined): Offer {
  return { ...item, left: Math.max(0, stock?.left[item.skuId] ?? 0) }
}
