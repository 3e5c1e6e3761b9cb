import { integer, sum } from '../money'

/**
 * Double entry, append only (incentives.md, "Ledger"). An amount is what flows into the account: lines of a posting
 * sum to zero, a leader's balance is positive when we owe him. Ids are made from what caused the posting, so the same
 * cause posts once.
 */
export interface Posting {
  _id: string
  at: number
  reason: string
  /** The order, red packet or statement it belongs to. */
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
  marketing: 'platform:marketing',
  tax: 'tax:withheld',
} as const

/** Checks that a posting is whole: integers that sum to zero. */
export function balanced(posting: Posting): Posting {
  const total = sum(posting.lines.map((line) => integer(line.amountFen)))
  if (total !== 0) throw new UnbalancedPosting(`${posting._id} is off by ${total} fen`)
  return posting
}

/** A posting that moves one amount from one account to another; nothing when the amount is 0. */
export function move(
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

/** Balance per account over any postings. */
export function balances(postings: readonly Posting[]): Map<string, number> {
  const result = new Map<string, number>()
  for (const posting of postings)
    for (const line of posting.lines) result.set(line.account, (result.get(line.account) ?? 0) + line.amountFen)
  return result
}
