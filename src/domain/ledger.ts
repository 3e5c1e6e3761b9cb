import { integer, sum } from './money'

/**
 * Double entry, append only (incentives.md, "Ledger"). An amount is what flows into the account: lines of a posting
 * sum to zero, a leader's balance is positive when we owe him. Ids are made from what caused the posting, so the same
 * cause posts once.
 */
export interface Posting {
  _id: string
  at: number
  reason: string
  /** The order or red packet it belongs to. */
  ref: string
  lines: { account: string; amountFen: number }[]
}

export class UnbalancedPosting extends Error {
  override name = 'UnbalancedPosting'
}

/** Accounts, spelled once. */
export const account = {
  wechatPay: 'clearing:wechatpay',
  transfers: 'clearing:transfer',
  sales: 'platform:sales',
  refunds: 'platform:refunds',
  commission: 'platform:commission',
  redPackets: (pool: string) => `platform:redpacket:${pool}`,
  frozen: (leaderId: string) => `leader:${leaderId}:frozen`,
  available: (leaderId: string) => `leader:${leaderId}:available`,
  paid: (leaderId: string) => `leader:${leaderId}:paid`,
} as const

/** Checks that a posting is whole: integers that sum to zero. */
export function balanced(posting: Posting): Posting {
  const total = sum(posting.lines.map((line) => integer(line.amountFen)))
  if (total !== 0) throw new UnbalancedPosting(`${posting._id} is off by ${total} fen`)
  return posting
}

/** A posting that moves one amount from one account to another; nothing when the amount is 0. */
function move(
  id: string,
  at: number,
  reason: string,
  ref: string,
  from: string,
  to: string,
  amountFen: number,
): Posting[] {
  if (amountFen === 0) return []
  const lines = [
    { account: from, amountFen: -amountFen },
    { account: to, amountFen },
  ]
  return [balanced({ _id: id, at, reason, ref, lines })]
}

interface OrderMoney {
  orderId: string
  leaderId: string
  totalFen: number
  commissionFen: number
}

/** Order money comes in, and the base commission accrues to the leader's frozen balance. */
export function paidPostings(order: OrderMoney, at: number): Posting[] {
  const { orderId: ref } = order
  return [
    ...move(`pay:${ref}`, at, 'order paid', ref, account.wechatPay, account.sales, order.totalFen),
    ...move(
      `commission:${ref}`,
      at,
      'base commission accrued',
      ref,
      account.commission,
      account.frozen(order.leaderId),
      order.commissionFen,
    ),
  ]
}

/** The whole order goes back, and with it the commission that had accrued. */
export function refundedPostings(order: OrderMoney, at: number): Posting[] {
  const { orderId: ref } = order
  return [
    ...move(`refund:${ref}`, at, 'order refunded', ref, account.refunds, account.wechatPay, order.totalFen),
    ...move(
      `commission-void:${ref}`,
      at,
      'base commission voided by refund',
      ref,
      account.frozen(order.leaderId),
      account.commission,
      order.commissionFen,
    ),
  ]
}

/** Money of a payment that came too late to be honoured: in and out, no commission. */
export function bouncedPostings(order: Pick<OrderMoney, 'orderId' | 'totalFen'>, at: number): Posting[] {
  const { orderId: ref, totalFen } = order
  return [
    ...move(`pay:${ref}`, at, 'order paid after it was closed', ref, account.wechatPay, account.sales, totalFen),
    ...move(`refund:${ref}`, at, 'late payment returned', ref, account.refunds, account.wechatPay, totalFen),
  ]
}

/** The after-sale window has closed: what accrued can be withdrawn. */
export function completedPostings(order: OrderMoney, at: number): Posting[] {
  const { orderId: ref, leaderId } = order
  return move(
    `release:${ref}`,
    at,
    'base commission released',
    ref,
    account.frozen(leaderId),
    account.available(leaderId),
    order.commissionFen,
  )
}

interface PacketMoney {
  id: string
  leaderId: string
  pool: string
  amountFen: number
}

/** The budget's money is on its way to the leader. */
export function grantedPostings(packet: PacketMoney, at: number): Posting[] {
  return move(
    `redpacket:${packet.id}`,
    at,
    'target reached',
    packet.id,
    account.redPackets(packet.pool),
    account.transfers,
    packet.amountFen,
  )
}

/** The leader took it into his wallet. */
export function receivedPostings(packet: PacketMoney, at: number): Posting[] {
  return move(
    `redpacket-received:${packet.id}`,
    at,
    'red packet received',
    packet.id,
    account.transfers,
    account.paid(packet.leaderId),
    packet.amountFen,
  )
}

/** Not taken within 24 hours: the money goes to his available balance. */
export function unclaimedPostings(packet: PacketMoney, at: number): Posting[] {
  return move(
    `redpacket-expired:${packet.id}`,
    at,
    'red packet not taken in time',
    packet.id,
    account.transfers,
    account.available(packet.leaderId),
    packet.amountFen,
  )
}

/** Balance per account over any postings. */
export function balances(postings: readonly Posting[]): Map<string, number> {
  const result = new Map<string, number>()
  for (const posting of postings)
    for (const line of posting.lines) result.set(line.account, (result.get(line.account) ?? 0) + line.amountFen)
  return result
}
