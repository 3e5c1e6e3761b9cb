import type { Database } from '../database/types'
import { APP_ID } from '../functions/caller'
import type { Limits } from '../limits/limits'
import { KeyedLock } from './lock'
import type { PayNotices } from './notices'
import { ORDER_LIFETIME_MS, ORDERS, type PayOrder } from './types'
import { digits, MERCHANT_ID, nonce, parseV2Time, refuse, succeed, type V2Reply, v2Time } from './v2'

const STATE_NAMES = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '已关闭' } as const

export type Payment = { state: 'paid' | 'cancelled'; accepted: Promise<boolean> }

/** Orders of the payment service: placed by functions, paid by people on the payment sheet. */
export class PayOrders {
  /** Taken by everything that changes an order, by its outTradeNo. */
  readonly locks = new KeyedLock()

  constructor(
    private readonly database: Database,
    private readonly notices: PayNotices,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  get(outTradeNo: unknown): PayOrder | undefined {
    if (typeof outTradeNo !== 'string') return undefined
    return this.database.get(ORDERS, outTradeNo) as unknown as PayOrder | undefined
  }

  byPrepayId(prepayId: string): PayOrder | undefined {
    return this.database.find(ORDERS, { prepayId }, { limit: 1 })[0] as unknown as PayOrder | undefined
  }

  /** By out_trade_no or transaction_id, as V2 requests name an order. */
  named(data: V2Reply): PayOrder | undefined {
    if (data.out_trade_no !== undefined) return this.get(data.out_trade_no)
    const query = { transactionId: String(data.transaction_id) }
    return this.database.find(ORDERS, query, { limit: 1 })[0] as unknown as PayOrder | undefined
  }

  /** cloudPay.unifiedOrder: the same request again gives the same prepay id while the order is unpaid. */
  async place(data: V2Reply, callerOpenid: string | undefined): Promise<V2Reply> {
    const openid = data.sub_openid ?? data.openid ?? callerOpenid
    const wrong = checkOrder(data, openid, this.limits)
    if (wrong) return refuse('PARAM_ERROR', wrong)
    const outTradeNo = data.out_trade_no as string
    return await this.locks.run(outTradeNo, async () => {
      const present = this.get(outTradeNo)
      if (present) return this.again(present, data)
      const order = this.newOrder(data, String(openid))
      await this.database.insert(ORDERS, [order as unknown as Record<string, unknown>])
      return placed(order, this.now())
    })
  }

  query(data: V2Reply): V2Reply {
    const order = this.named(data)
    if (!order) return refuse('ORDERNOTEXIST', '此交易订单号不存在')
    const state = this.stateOf(order)
    const paid =
      order.transactionId === undefined
        ? {}
        : { transaction_id: order.transactionId, time_end: v2Time(order.paidAt ?? 0) }
    return succeed({
      out_trade_no: order._id,
      sub_mch_id: order.subMchId,
      openid: order.openid,
      sub_openid: order.openid,
      trade_type: order.tradeType,
      trade_state: state,
      trade_state_desc: STATE_NAMES[state],
      total_fee: order.totalFee,
      cash_fee: order.totalFee,
      fee_type: 'CNY',
      bank_type: 'OTHERS',
      ...(order.attach === undefined ? {} : { attach: order.attach }),
      ...paid,
    })
  }

  async close(data: V2Reply): Promise<V2Reply> {
    return await this.locks.run(String(data.out_trade_no), async () => {
      const order = this.get(data.out_trade_no)
      if (!order) return refuse('ORDERNOTEXIST', '订单不存在')
      if (order.state === 'CLOSED') return refuse('ORDERCLOSED', '订单已关闭')
      if (order.state !== 'NOTPAY') return refuse('ORDERPAID', '订单已支付，不能关闭')
      await this.database.update(ORDERS, { _id: order._id }, { $set: { state: 'CLOSED' } })
      return succeed({ sub_mch_id: order.subMchId })
    })
  }

  /**
   * What the person does on the payment sheet. The payment is durable when this resolves; `accepted` tells later
   * whether the first notice was. Paying twice is paying once.
   */
  async confirm(prepayId: string): Promise<Payment | { refused: string }> {
    const outTradeNo = this.byPrepayId(prepayId)?._id
    if (outTradeNo === undefined) return { refused: 'ORDERNOTEXIST' }
    return await this.locks.run(outTradeNo, async () => {
      const order = this.get(outTradeNo) as PayOrder
      const state = this.stateOf(order)
      if (state === 'CLOSED') return { refused: 'ORDERCLOSED' }
      if (state !== 'NOTPAY') return { state: 'paid' as const, accepted: Promise.resolve(true) }
      const transactionId = digits('4200', 28)
      const change = { state: 'SUCCESS', transactionId, paidAt: this.now(), notice: this.notices.fresh() }
      await this.database.update(ORDERS, { _id: outTradeNo }, { $set: change })
      return { state: 'paid' as const, accepted: this.notices.begin({ collection: ORDERS, id: outTradeNo }) }
    })
  }

  /** The sheet was closed: nothing changes, the order can still be paid. */
  cancel(prepayId: string): Payment | { refused: string } {
    if (!this.byPrepayId(prepayId)) return { refused: 'ORDERNOTEXIST' }
    return { state: 'cancelled', accepted: Promise.resolve(true) }
  }

  stateOf(order: PayOrder): PayOrder['state'] {
    return order.state === 'NOTPAY' && this.now() >= order.expiresAt ? 'CLOSED' : order.state
  }

  private again(present: PayOrder, data: V2Reply): V2Reply {
    const state = this.stateOf(present)
    if (state === 'CLOSED') return refuse('ORDERCLOSED', '订单已关闭')
    if (state !== 'NOTPAY') return refuse('ORDERPAID', '订单已支付')
    if (present.totalFee !== data.total_fee || present.body !== data.body) {
      return refuse('OUT_TRADE_NO_USED', '商户订单号重复')
    }
    return placed(present, this.now())
  }

  private newOrder(data: V2Reply, openid: string): PayOrder {
    const createdAt = this.now()
    const order: PayOrder = {
      _id: String(data.out_trade_no),
      prepayId: `wx${v2Time(createdAt)}${nonce().slice(0, 20)}`,
      subMchId: String(data.sub_mch_id ?? MERCHANT_ID),
      openid,
      body: String(data.body),
      totalFee: data.total_fee as number,
      envId: String(data.env_id ?? ''),
      functionName: String(data.function_name ?? ''),
      tradeType: String(data.trade_type ?? 'JSAPI'),
      state: 'NOTPAY',
      createdAt,
      expiresAt: parseV2Time(data.time_expire) ?? createdAt + ORDER_LIFETIME_MS,
      refundedFee: 0,
    }
    if (data.attach !== undefined) order.attach = String(data.attach)
    return order
  }
}

function placed(order: PayOrder, now: number): V2Reply {
  return succeed({
    sub_mch_id: order.subMchId,
    trade_type: order.tradeType,
    prepay_id: order.prepayId,
    payment: {
      app_id: APP_ID,
      time_stamp: String(Math.floor(now / 1000)),
      nonce_str: nonce(),
      package: `prepay_id=${order.prepayId}`,
      sign_type: 'MD5',
      pay_sign: nonce().toUpperCase(),
    },
  })
}

/** What is wrong with a unifiedOrder request, by the rules of its V2 documentation. */
function checkOrder(data: V2Reply, openid: unknown, limits: Limits): string | undefined {
  const text = (name: string, longest: number): string | undefined => {
    const value = data[name]
    if (typeof value !== 'string' || value === '') return `缺少参数${name}`
    return Buffer.byteLength(value) > longest ? `${name}超过${longest}字节` : undefined
  }
  const wrong =
    text('body', limits.payBodyBytes) ?? text('out_trade_no', limits.tradeNoLength) ?? text('function_name', 128)
  if (wrong) return wrong
  if (!/^[\w\-|*@]+$/.test(data.out_trade_no as string)) return 'out_trade_no只能是字母、数字、_-|*@'
  if (!Number.isInteger(data.total_fee) || (data.total_fee as number) < limits.payFeeFen)
    return 'total_fee须为正整数，单位分'
  if (data.attach !== undefined) {
    const long = text('attach', limits.payAttachBytes)
    if (long) return long
  }
  if (openid === undefined || openid === '') return 'JSAPI支付必须传openid'
  return undefined
}
