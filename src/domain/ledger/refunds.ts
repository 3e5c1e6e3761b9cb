import { account, move, type Posting } from './posting'

/** One refund of an order, the first or a later one. Amounts in fen. */
export interface Refund {
  orderId: string
  leaderId: string
  /** Number of the refund: what makes its postings its own. */
  no: string
  amountFen: number
  /** Base commission of the order with its net before this refund, and after. */
  commissionBeforeFen: number
  commissionAfterFen: number
  /** Whether the commission has been released to the available balance already. */
  released: boolean
}

/**
 * Part of an order goes back, and with it exactly the commission that part had: the difference of the order's
 * commission by its net before and after, so that all refunds together take back all of it, however they are cut. From
 * the frozen balance it is voided; from the available one it is reversed, below zero if it must be (a debt).
 */
export function refundPostings(refund: Refund, at: number): Posting[] {
  const { orderId: ref, leaderId, no } = refund
  const [from, reason] = refund.released
    ? [account.available(leaderId), 'base commission reversed by refund']
    : [account.frozen(leaderId), 'base commission voided by refund']
  const commissionFen = refund.commissionBeforeFen - refund.commissionAfterFen
  return [
    ...move(
      `refund:${ref}:${no}`,
      at,
      'order refunded in part',
      ref,
      account.refunds,
      account.wechatPay,
      refund.amountFen,
    ),
    ...move(`commission-back:${ref}:${no}`, at, reason, ref, from, account.commission, commissionFen),
  ]
}
