import { z } from 'zod'
import { discount, unitPrices } from './promotions'

/** A window of the plan by name. Plans may have windows that an app on a phone is too old to have a word for. */
const targetWindow = z.string()

/** Integer fen. */
export const fen = z.int().min(0)
/** Milliseconds since the epoch. */
export const ms = z.int()
export const id = z.string().min(1).max(64)
/** Client-made id of one intention: made when the person presses the button, kept across retries. */
export const requestId = z.string().min(8).max(64)

/** Names a person in links he shares: a code that says nothing of who he is. */
export const shareCode = z.string().regex(/^[2-9A-HJKMNP-Z]{8}$/)

export const avatar = z.string().max(40)
export const picture = z.string().max(40)

/** A leader as everybody may see him. */
export const leaderCard = z.object({
  leaderId: id,
  name: z.string(),
  avatar,
  community: z.string(),
  pickupName: z.string(),
  pickupAddress: z.string(),
  /** When he was approved as a leader. */
  since: ms,
})

/** One kind of goods in a campaign, as the group page sells it. */
export const offer = z.object({
  skuId: id,
  name: z.string(),
  spec: z.string(),
  /** Key of a picture in the app (`goods/<picture>.png`). */
  picture,
  priceFen: fen,
  /** Struck price; only when it is really higher. */
  listPriceFen: fen.optional(),
  /** Other unit prices it may have. */
  offers: unitPrices.optional(),
  /** Pieces put on sale, and pieces neither sold nor held now. */
  stock: z.int().min(0),
  left: z.int().min(0),
  /** Most pieces one person may buy in this campaign; none when absent. */
  limitPerPerson: z.int().min(1).optional(),
})

/** `upcoming` before startAt, `open` until cutoffAt, `closed` after it or when operations ended it. */
export const groupPhase = z.enum(['upcoming', 'open', 'closed'])

/** One line of "who joined": masked before it leaves the cloud. */
export const joiner = z.object({
  /** Opaque; stable per order so that a list can key on it. */
  key: z.string(),
  name: z.string(),
  avatar,
  text: z.string(),
  at: ms,
})

/** The public live document of a group (collection `group_live`, `_id` is the group id): watch it. */
export const groupLive = z.object({
  groupId: id,
  orders: z.int(),
  pieces: z.int(),
  /** Newest first, at most 20. */
  recent: z.array(joiner),
})

export const orderState = z.enum([
  'awaiting_payment',
  'paid',
  'picked',
  'delivered',
  'collected',
  'completed',
  'cancelled',
  'expired',
  'refunded',
])

export const orderLine = z.object({
  skuId: id,
  name: z.string(),
  spec: z.string(),
  picture,
  priceFen: fen,
  quantity: z.int().min(1),
  amountFen: fen,
  /** Which price it is, when not the group's: `newcomer`. */
  offer: z.string().optional(),
  /** What is paid for it after discounts, when that is less than the amount. */
  paidFen: fen.optional(),
})

export const orderView = z.object({
  orderId: id,
  groupId: id,
  title: z.string(),
  state: orderState,
  lines: z.array(orderLine),
  /** What came off, in this order; absent when nothing did. */
  discounts: z.array(discount).optional(),
  totalFen: fen,
  createdAt: ms,
  /** Until when it can be paid. */
  expiresAt: ms,
  paidAt: ms.optional(),
  collectedAt: ms.optional(),
  completedAt: ms.optional(),
  closedAt: ms.optional(),
  refundedFen: fen,
  /** Eight digits, shown to the leader when collecting; present from payment until collection. */
  collectCode: z.string().optional(),
  /** Whether the resident may still return the whole order himself. */
  refundable: z.boolean(),
  /** Why the order was closed or refunded, in words. */
  note: z.string().optional(),
  deliverAt: ms,
  leader: leaderCard,
  phoneTail: z.string().optional(),
})

/** What `wx.requestPayment` wants, as `cloudPay.unifiedOrder` returns it. */
export const payment = z.object({
  appId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.string(),
  paySign: z.string(),
})

/** One milestone of a target, for a bar. */
export const targetStep = z.object({
  window: targetWindow,
  orders: z.int().min(1),
  amountFen: fen,
  reached: z.boolean(),
})

/** One arrived order on the leader's Today; the buyer is masked. */
export const leaderOrderLine = z.object({
  key: z.string(),
  name: z.string(),
  avatar,
  totalFen: fen,
  commissionFen: fen,
  at: ms,
})

/**
 * The leader's private live document of one day (collection `leader_live`, `_id` is `leaderId:YYYY-MM-DD`,
 * field `owner` is the leader's own identity): watch it.
 */
export const leaderDay = z.object({
  leaderId: id,
  /** Business day, Asia/Shanghai, YYYY-MM-DD. */
  day: z.string(),
  /** Effective orders of the day. */
  orders: z.int(),
  netFen: z.int(),
  /** Base commission accrued by the day's orders. */
  commissionFen: z.int(),
  /** Newest first, at most 20. */
  recent: z.array(leaderOrderLine),
})

/** granted: money reserved; awaiting_confirm: the leader has 24 hours to take it; expired: moved to the balance. */
export const redPacketState = z.enum([
  'queued',
  'granted',
  'transferring',
  'awaiting_confirm',
  'received',
  'expired',
  'failed',
])

/** A red packet (collection `red_packets`, field `owner` is the leader's own identity): watch it. */
export const redPacket = z.object({
  /** `leaderId:window:windowStart or groupId:orders` */
  _id: z.string(),
  leaderId: id,
  window: targetWindow,
  windowKey: z.string(),
  orders: z.int(),
  amountFen: fen,
  state: redPacketState,
  grantedAt: ms,
  /** The order that reached the target: masked name and time. */
  byName: z.string(),
  byAt: ms,
  /** When the chance to take it ends. */
  confirmBy: ms.optional(),
})

export type LeaderCard = z.infer<typeof leaderCard>
export type Offer = z.infer<typeof offer>
export type Joiner = z.infer<typeof joiner>
export type GroupLive = z.infer<typeof groupLive>
export type OrderState = z.infer<typeof orderState>
export type OrderView = z.infer<typeof orderView>
export type Payment = z.infer<typeof payment>
export type TargetStep = z.infer<typeof targetStep>
export type LeaderOrderLine = z.infer<typeof leaderOrderLine>
export type LeaderDay = z.infer<typeof leaderDay>
export type RedPacket = z.infer<typeof redPacket>
export type RedPacketState = z.infer<typeof redPacketState>
