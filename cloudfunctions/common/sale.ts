import { type GroupPhase, phaseAt } from '../../src/domain/order'
import { now } from './clock'
import type { CampaignDoc, CollectionName, Collections, GroupDoc, LeaderDoc } from './collections'
import { read } from './db'

/** What an order is decided by: the group, its campaign and its leader. */
export interface Sale {
  group: GroupDoc
  campaign: CampaignDoc
  leader: LeaderDoc
}

/** Where the sale stands: a leader who has stopped takes no orders, though his campaign runs on with others. */
export function phaseOf({ campaign, leader }: Sale, at: number): GroupPhase {
  return leader.active ? phaseAt(campaign, at) : 'closed'
}

const KEPT = 500
/** Nothing tells when a leader or the person behind him changes (his household, say): they are read again after a minute. */
const PEOPLE_KEPT_MS = 60_000
const people: readonly CollectionName[] = ['leaders', 'users']
const kept = new Map<string, { document: unknown; at: number }>()

async function remembered<C extends CollectionName>(collection: C, id: string, fresh: boolean) {
  const key = `${collection}/${id}`
  const known = kept.get(key)
  const isOld = people.includes(collection) && known && Math.abs(now() - known.at) > PEOPLE_KEPT_MS
  if (known && !fresh && !isOld) return known.document as Collections[C]
  const document = await read(collection, id)
  if (!document) kept.delete(key)
  else {
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string)
    kept.set(key, { document, at: now() })
  }
  return document
}

/** A leader, from memory for a minute. */
export const leaderById = (id: string) => remembered('leaders', id, false)

/** The person behind a leader, likewise. */
export const ownerOf = ({ owner }: LeaderDoc) => remembered('users', owner, false)

/**
 * The sale behind a group, from this instance's memory when it has been read before. It may be out of date: the
 * reservation of stock carries the campaign's `rev` in its condition, and whoever is refused reads again (`fresh`).
 * So the common order costs no read at all, and an old price can still never be sold.
 */
export async function saleOf(groupId: string, fresh = false): Promise<Sale | undefined> {
  // A group never changes: which campaign and which leader it joins is its name.
  const group = await remembered('groups', groupId, false)
  if (!group) return undefined
  const [campaign, leader] = await Promise.all([
    remembered('campaigns', group.campaignId, fresh),
    remembered('leaders', group.leaderId, fresh),
  ])
  return campaign && leader ? { group, campaign, leader } : undefined
}
