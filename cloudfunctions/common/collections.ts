/**
 * The documents this product keeps, one interface a collection. Money is integer fen, times are ms since the epoch.
 * Keys that are used inside paths (`left.<skuId>`, `holds.<orderId>`) never contain dots.
 */

import type { Joiner, LeaderOrderLine, OrderState, RedPacketState } from '../../src/contract/shapes'
import type { Snapshot } from '../../src/domain/attribution/state'
import type { Posting } from '../../src/domain/ledger/posting'
import type { CampaignItem, OrderLineDoc } from '../../src/domain/order'
import type { Plan, TargetWindow } from '../../src/domain/plan/plan'
import type { Ladder } from '../../src/domain/pricing/cart'
import type { Discount } from '../../src/domain/pricing/discounts'

/** `users`: `_id` is the platform's identity (openid). */
export interface UserDoc {
  _id: string
  name: string
  avatar: string
  /** Full number; leaves the cloud only masked. */
  phone?: string
  roles: ('resident' | 'leader' | 'operations')[]
  /** The leader he belongs to, and what made it so: `touch` is only for want of an order. Kept by attribution. */
  leaderId?: string
  leaderBy?: 'order' | 'self' | 'operations' | 'touch'
  /** Names him in links he shares; unique. */
  shareCode?: string
  /** When he first gave a phone number: his inviter is settled then. */
  registeredAt?: number
  /** The order that has the terms of a new customer: they are had once (see newcomers.ts). */
  newcomerOrder?: string
  createdAt: number
}

/** `leaders`: `_id` is the leader id. */
export interface LeaderDoc {
  _id: string
  /** Identity of the person, `users._id`. */
  owner: string
  name: string
  avatar: string
  community: string
  pickupName: string
  pickupAddress: string
  /** What he says to his neighbours when a campaign brings no note of its own. */
  note: string
  since: number
  /** Identities of his household: their orders earn him nothing. */
  household: string[]
  active: boolean
}

/** `products`: what can be put on sale; one SKU each for now. */
export interface ProductDoc {
  _id: string
  name: string
  spec: string
  picture: string
  category: string
  priceFen: number
}

/** `campaigns`. `rev` counts changes that a placed order depends on: prices, discounts, times, the end. */
export interface CampaignDoc {
  _id: string
  title: string
  note: string
  state: 'draft' | 'running' | 'ended'
  startAt: number
  cutoffAt: number
  deliverAt: number
  goalOrders: number
  items: CampaignItem[]
  ladders?: Ladder[]
  leaderIds: string[]
  rev: number
  createdAt: number
  createdBy: string
  inputHash: string
}

/** `groups`: campaign × leader; `_id` is `campaignId-leaderId`. */
export interface GroupDoc {
  _id: string
  code: string
  campaignId: string
  leaderId: string
  openedAt: number
}

/** One order's reserved pieces. */
export interface Hold {
  at: number
  pieces: Record<string, number>
}

/**
 * `stock`: one document a campaign (`_id` = campaign id). left + held + sold = put on sale, for every SKU:
 * `left` free pieces, `holds` reserved by orders awaiting payment, `sold` paid for. `returns` names refunded orders
 * whose pieces went back, so that they go back once.
 */
export interface StockDoc {
  _id: string
  rev: number
  left: Record<string, number>
  sold: Record<string, number>
  holds: Record<string, Hold>
  returns: Record<string, true>
}

/** `purchases`: what one person has taken of the limited goods of a campaign; `_id` is `campaignId:openid`. */
export interface PurchaseDoc {
  _id: string
  taken: Record<string, number>
  /** Pieces by order, so that an order counts once and can be given back. */
  orders: Record<string, Record<string, number>>
}

/** What others must react to after a change of an order; delivered by the outbox, then cleared. */
export type OrderEvent = 'paid' | 'refunded' | 'bounced' | 'completed'

/** `orders`: `_id` is also the payment's outTradeNo. */
export interface OrderDoc {
  _id: string
  openid: string
  groupId: string
  campaignId: string
  leaderId: string
  title: string
  state: OrderState
  lines: OrderLineDoc[]
  /** What came off, with its part of every line. */
  discounts?: Discount[]
  /** Whether something in it is only for a new customer. */
  newcomer?: true
  totalFen: number
  /** Fingerprint of the placing input: the same request id with other content is refused. */
  inputHash: string
  buyer: { name: string; avatar: string; phoneTail?: string }
  /** Whether it counts for the leader (not his own, his household's or of his phone); a snapshot made when placed. */
  counts: boolean
  /** `leaderId:eight digits`; unique. */
  collectKey: string
  createdAt: number
  expiresAt: number
  /** When the payment service is next asked about it unprompted. */
  checkAt: number
  cutoffAt: number
  deliverAt: number
  /** When its group opened: the plan in force then governs the targets of the group. */
  groupStartAt?: number
  paidAt?: number
  transactionId?: string
  collectedAt?: number
  /** Who handed it out. */
  collectedBy?: string
  /** When the after-sale window closes and the order completes. */
  completeAt?: number
  completedAt?: number
  closedAt?: number
  refundedFen: number
  /** A refund under way or done: recorded before the payment service is asked, so that a crash resumes it. */
  refund?: { no: string; reason: string; by: string; at: number }
  /** Present while a refund has been recorded and not yet carried out. */
  refundDueAt?: number
  note?: string
  /** An order that got no goods was never one: why, for whoever repeats the request; in nobody's list. */
  refused?: { code: string; details?: unknown; sentence?: string }
  /** The hold to settle when it is not the one under the order's id: a late payment reserves anew. */
  holdId?: string
  /** Why attribution still has to look at it; `unclear`: it has, and what is kept of its buyer made no sense. */
  attribute?: 'paid' | 'refunded' | 'unclear'
  /** Outbox: the event to deliver and since when. One at a time. */
  event?: OrderEvent
  eventAt?: number
  /** News that somebody could not take: out of the outbox until `asideUntil`. Who has it, why, and since when it waits. */
  aside?: { done: string[]; error: string; eventAt?: number }
  asideUntil?: number
}

/** Fields of documents that the outbox changes: who wrote last, and what is in already. */
export interface AppliedOnce {
  /** Token of the lease under which it was last written; an older one is refused. */
  fence: number
  /** Keys of the newest events counted in. */
  applied: string[]
}

/** `group_live`: public, masked; `_id` is the group id. */
export interface GroupLiveDoc extends AppliedOnce {
  _id: string
  groupId: string
  orders: number
  pieces: number
  paidFen: number
  recent: Joiner[]
}

/**
 * `leader_live`: what a leader's window holds; `_id` is `leaderId:YYYY-MM-DD` for a day, else `leaderId:window:key`.
 * Readable by its owner only.
 */
export interface LeaderLiveDoc extends AppliedOnce {
  _id: string
  leaderId: string
  owner: string
  window: TargetWindow
  /** Business day, Monday of the week, or group id. */
  windowKey: string
  /** Day windows: YYYY-MM-DD; else empty. */
  day: string
  /** Effective orders, their net and their base commission. */
  orders: number
  netFen: number
  commissionFen: number
  recent: LeaderOrderLine[]
  /** Steps of targets already granted in this window. */
  granted: number[]
}

/** `red_packets`: `_id` is `leaderId:window:windowKey:orders`. Readable by its owner only. */
export interface RedPacketDoc {
  _id: string
  leaderId: string
  owner: string
  window: TargetWindow
  windowKey: string
  orders: number
  amountFen: number
  pool: string
  state: RedPacketState
  grantedAt: number
  /** While queued: until when somebody alone reserves its money. */
  claimedUntil?: number
  byName: string
  byAt: number
  confirmBy?: number
  transferNo: string
  /** When the transfer service was first asked to transfer it. */
  startedAt?: number
  /** What the receiver's WeChat needs to take the money; never sent by a watch of others. */
  package?: string
  settledAt?: number
  /** When the worker looks at it again; absent once it is settled. */
  dueAt?: number
  /** Whether the leader was told by subscribe message: absent = not tried yet. */
  told?: 'sent' | 'no_consent' | 'failed'
}

/** `pools`: a budget. `holds` names grants whose reservation is not yet recorded on the red packet. */
export interface PoolDoc {
  _id: string
  leftFen: number
  grantedFen: number
  holds: Record<string, number>
}

/** `plans`: `_id` is the version. The newest with `from` ≤ now is in force. */
export interface PlanDoc {
  _id: string
  from: number
  rules: Plan
}

/** `ledger`: append only. */
export type PostingDoc = Posting

/** `consents`: subscribe-message consents a person has given and not used; `_id` is `openid:templateId`. */
export interface ConsentDoc {
  _id: string
  left: number
  /** Request ids already counted. */
  requests: string[]
}

/** `leases`: who is doing a job that only one may do. */
export interface LeaseDoc {
  _id: string
  holder: string
  until: number
  fence: number
}

/** `touches`: somebody came by a link or a poster that somebody else gave out; append only. */
export interface TouchDoc {
  _id: string
  openid: string
  at: number
  sharerId: string
  /** Of the group it leads to. */
  leaderId: string
  via: 'link' | 'poster'
  channel?: string
  poster?: string
  scene?: string
}

/** `attributions`: where a paid order came from, as of when it was placed; `_id` is the order's. Append only. */
export interface AttributionDoc extends Snapshot {
  _id: string
  openid: string
  placedAt: number
}

/** `audit`: who did what that moves money or goods; append only. */
export interface AuditDoc {
  _id: string
  at: number
  by: string
  action: string
  ref: string
  detail?: unknown
}

export interface Collections {
  users: UserDoc
  leaders: LeaderDoc
  products: ProductDoc
  campaigns: CampaignDoc
  groups: GroupDoc
  stock: StockDoc
  purchases: PurchaseDoc
  orders: OrderDoc
  group_live: GroupLiveDoc
  leader_live: LeaderLiveDoc
  red_packets: RedPacketDoc
  pools: PoolDoc
  plans: PlanDoc
  ledger: PostingDoc
  consents: ConsentDoc
  leases: LeaseDoc
  touches: TouchDoc
  attributions: AttributionDoc
  audit: AuditDoc
}
export type CollectionName = keyof Collections
