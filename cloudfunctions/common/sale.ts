import type { CampaignDoc, GroupDoc, LeaderDoc } from './collections'
import { read } from './db'

/** What an order is decided by: the group, its campaign and its leader. */
export interface Sale {
  group: GroupDoc
  campaign: CampaignDoc
  leader: LeaderDoc
}

const KEPT = 200
const kept = new Map<string, Sale>()

/**
 * The sale behind a group, from this instance's memory when it has been read before. It may be out of date: the
 * reservation of stock carries the campaign's `rev` in its condition, and whoever is refused reads again (`fresh`).
 * So the common order costs no read at all, and an old price can still never be sold.
 */
export async function saleOf(groupId: string, fresh = false): Promise<Sale | undefined> {
  const known = kept.get(groupId)
  if (known && !fresh) return known
  const group = await read('groups', groupId)
  if (!group) return undefined
  const [campaign, leader] = await Promise.all([read('campaigns', group.campaignId), read('leaders', group.leaderId)])
  if (!campaign || !leader) return undefined
  const sale = { group, campaign, leader }
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string)
  kept.set(groupId, sale)
  return sale
}
