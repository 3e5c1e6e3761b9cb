import type { IndexSpec } from '../database/types'

/** States of V2 orders as queryOrder reports them. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED'

/** The telling of an outcome to the function named in the request: kept with what it tells, so neither is lost alone. */
export interface Notice {
  attempts: number
  /** Virtual time of the next attempt, ms. */
  nextAt: number
  delivered: boolean
  /** All attempts are used up. */
  givenUp: boolean
  lastError?: string
}

/** One merchant order; `_id` is its outTradeNo. Money in fen, times in ms. */
export interface PayOrder {
  _id: string
  prepayId: string
  subMchId: string
  openid: string
  body: string
  attach?: string
  totalFee: number
  envId: string
  functionName: string
  tradeType: string
  state: TradeState
  createdAt: number
  expiresAt: number
  transactionId?: string
  paidAt?: number
  refundedFee: number
  notice?: Notice
}

/** One refund; `_id` is its outRefundNo. */
export interface PayRefund {
  _id: string
  refundId: string
  outTradeNo: string
  refundFee: number
  totalFee: number
  functionName?: string
  createdAt: number
  notice?: Notice
}

export const ORDERS = '_pay_orders'
export const REFUNDS = '_pay_refunds'

export const PAY_INDEXES: Record<string, IndexSpec[]> = {
  [ORDERS]: [
    { name: 'prepayId', keys: { prepayId: 1 } },
    { name: 'transactionId', keys: { transactionId: 1 } },
    { name: 'createdAt', keys: { createdAt: 1 } },
  ],
  [REFUNDS]: [{ name: 'outTradeNo', keys: { outTradeNo: 1 } }],
}

/** How WeChat Pay V2 spaces its notifications after a failed one, in seconds (15 more attempts within 24 h 4 min). */
export const NOTICE_RETRIES_S = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]

/** Orders lapse after two hours unless time_expire says otherwise (V2 documentation). */
export const ORDER_LIFETIME_MS = 2 * 3_600_000
