import { account, move, type Posting } from './posting'

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
