import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'
import type { PayNotices } from './notices'
import type { PayOrders } from './orders'
import { ORDERS, type PayOrder, type PayRefund, REFUNDS } from './types'
import { digits, refuse, succeed, type V2Reply, v2Time } from './v2'

/** Refunds: in parts, up to the order's total, each once per outRefundNo. The money is back at once. */
export class PayRefunds {
  constructor(
    private readonly database: Database,
    private readonly orders: PayOrders,
    private readonly notices: PayNotices,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  async refund(data: V2Reply): Promise<V2Reply> {
    const order = this.orders.named(data)
    if (!order) return refuse('ORDERNOTEXIST', '订单号不存在')
    const wrong = checkRefund(data, order, this.limits)
    if (wrong) return wrong
    const id = data.out_refund_no as string
    return await this.orders.locks.run(order._id, async () => {
      const present = this.database.get(REFUNDS, id) as unknown as PayRefund | undefined
      if (present) return this.again(present, order, data)
      const current = this.orders.get(order._id) as PayOrder
      const fee = data.refund_fee as number
      const { refundsPerOrder: most } = this.limits
      if (this.database.count(REFUNDS, { outTradeNo: order._id }) >= most)
        return refuse('INVALID_REQUEST', `一笔订单最多退款${most}次`)
      if (current.refundedFee + fee > current.totalFee) return refuse('INVALID_REQUEST', '累计退款金额大于支付金额')
      const refund = await this.record(current, id, fee, data)
      if (refund.notice) void this.notices.begin({ collection: REFUNDS, id })
      return told(refund, current)
    })
  }

  query(data: V2Reply): V2Reply {
    const order = this.orders.named(data)
    const byId = typeof data.out_refund_no === 'string' ? { _id: data.out_refund_no } : { outTradeNo: order?._id ?? '' }
    const found = this.database.find(REFUNDS, byId, { sort: { createdAt: 1 } }) as unknown as PayRefund[]
    const first = found[0]
    if (!first) return refuse('REFUNDNOTEXIST', '退款订单查询失败')
    const fields: V2Reply = {
      out_trade_no: first.outTradeNo,
      total_fee: first.totalFee,
      refund_count: found.length,
      refund_fee: found.reduce((sum, refund) => sum + refund.refundFee, 0),
    }
    found.forEach((refund, i) => {
      fields[`out_refund_no_${i}`] = refund._id
      fields[`refund_id_${i}`] = refund.refundId
      fields[`refund_fee_${i}`] = refund.refundFee
      fields[`refund_status_${i}`] = 'SUCCESS'
      fields[`refund_success_time_${i}`] = v2Time(refund.createdAt)
    })
    return succeed(fields)
  }

  private again(present: PayRefund, order: PayOrder, data: V2Reply): V2Reply {
    if (present.outTradeNo !== order._id || present.refundFee !== data.refund_fee) {
      return refuse('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')
    }
    return told(present, order)
  }

  /**
   * Two writes: the refund first. Should the process die in between, the order's sum is made right when the refund
   * is next looked at by `mend`.
   */
  private async record(order: PayOrder, id: string, fee: number, data: V2Reply): Promise<PayRefund> {
    const refund: PayRefund = {
      _id: id,
      refundId: digits('5030', 28),
      outTradeNo: order._id,
      refundFee: fee,
      totalFee: order.totalFee,
      createdAt: this.now(),
    }
    if (typeof data.function_name === 'string' && data.function_name !== '') {
      refund.functionName = data.function_name
      refund.notice = this.notices.fresh()
    }
    await this.database.insert(REFUNDS, [refund as unknown as Record<string, unknown>])
    await this.sum(order._id)
    return refund
  }

  /** Brings the sums of orders whose refund was cut off by a crash up to date. Call once at the start. */
  async mend(): Promise<void> {
    const orders = new Map<string, number>()
    for (const refund of this.database.find(REFUNDS) as unknown as PayRefund[]) {
      orders.set(refund.outTradeNo, (orders.get(refund.outTradeNo) ?? 0) + refund.refundFee)
    }
    for (const [id, fee] of orders) if (this.orders.get(id)?.refundedFee !== fee) await this.sum(id)
  }

  private async sum(outTradeNo: string): Promise<void> {
    const refunds = this.database.find(REFUNDS, { outTradeNo }) as unknown as PayRefund[]
    const refundedFee = refunds.reduce((total, refund) => total + refund.refundFee, 0)
    await this.database.update(ORDERS, { _id: outTradeNo }, { $set: { refundedFee, state: 'REFUND' } })
  }
}

function checkRefund(data: V2Reply, order: PayOrder, limits: Limits): V2Reply | undefined {
  if (order.transactionId === undefined) return refuse('TRADE_STATE_ERROR', '订单状态错误，未支付的订单不能退款')
  const { out_refund_no: id, refund_fee: fee, total_fee: total } = data
  if (typeof id !== 'string' || !/^[\w\-|*@]+$/.test(id) || id.length > limits.refundNoLength)
    return refuse('PARAM_ERROR', 'out_refund_no有误')
  if (!Number.isInteger(fee) || (fee as number) < limits.payFeeFen)
    return refuse('PARAM_ERROR', 'refund_fee须为正整数，单位分')
  if (total !== order.totalFee) return refuse('INVALID_REQUEST', 'total_fee与订单金额不一致')
  return undefined
}

function told(refund: PayRefund, order: PayOrder): V2Reply {
  return succeed({
    transaction_id: order.transactionId,
    out_trade_no: order._id,
    out_refund_no: refund._id,
    refund_id: refund.refundId,
    refund_fee: refund.refundFee,
    cash_refund_fee: refund.refundFee,
    total_fee: order.totalFee,
    cash_fee: order.totalFee,
  })
}
