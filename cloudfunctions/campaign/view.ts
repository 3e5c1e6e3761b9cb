import type { CampaignView } from '../../src/contract/campaign'
import { sum } from '../../src/domain/money'
import type { CampaignDoc, StockDoc } from '../common/collections'
import { find, read, readAll } from '../common/db'
import { leaderCard } from '../common/orders/view'

/** A campaign with its stock and its groups, for operations. Four round trips. */
export async function campaignView(campaign: CampaignDoc): Promise<CampaignView> {
  const [stock, groups, leaders] = await Promise.all([
    read('stock', campaign._id),
    find('groups', { campaignId: campaign._id }),
    readAll('leaders', campaign.leaderIds),
  ])
  const lives = await readAll(
    'group_live',
    groups.map((group) => group._id),
  )
  const leaderOf = new Map(leaders.map((leader) => [leader._id, leader]))
  const liveOf = new Map(lives.map((live) => [live._id, live]))
  return {
    campaignId: campaign._id,
    title: campaign.title,
    note: campaign.note,
    state: campaign.state,
    startAt: campaign.startAt,
    cutoffAt: campaign.cutoffAt,
    deliverAt: campaign.deliverAt,
    goalOrders: campaign.goalOrders,
    items: campaign.items.map((item) => ({ ...item, ...figures(item.skuId, item.stock, stock) })),
    ladders: campaign.ladders,
    groups: groups.flatMap((group) => {
      const leader = leaderOf.get(group.leaderId)
      return leader
        ? [{ groupId: group._id, leader: leaderCard(leader), orders: liveOf.get(group._id)?.orders ?? 0 }]
        : []
    }),
    paidOrders: sum(lives.map((live) => live.orders)),
    paidFen: sum(lives.map((live) => live.paidFen)),
  }
}

function figures(skuId: string, onSale: number, stock: StockDoc | undefined) {
  if (!stock) return { left: onSale, held: 0, sold: 0 }
  const held = sum(Object.values(stock.holds).map((hold) => hold.pieces[skuId] ?? 0))
  return { left: stock.left[skuId] ?? 0, held, sold: stock.sold[skuId] ?? 0 }
}
