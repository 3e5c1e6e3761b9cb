import type { Scheduler } from '../clock/scheduler'
import type { Database } from '../database/types'
import type { Faults } from '../faults/faults'
import { type Delivery, deliverNotice } from '../faults/notices'
import { APP_ID } from '../functions/caller'
import type { FunctionRuntime } from '../functions/runtime'
import { NOTICE_RETRIES_S, type Notice, ORDERS, type PayOrder, type PayRefund, REFUNDS } from './types'
import { MERCHANT_ID, nonce, v2Time } from './v2'

const DROPPED = 'dropped on the way'

type Target = { collection: typeof ORDERS | typeof REFUNDS; id: string }

/** Tells functions what happened to their payments and refunds, again and again until they answer `{errcode: 0}`. */
export class PayNotices {
  /** While set, notices get lost on the way: attempts fail and are repeated later. */
  dropping = false
  private closed = false
  /** How to take back what is scheduled, by notice: an import schedules again what is there already. */
  private readonly scheduled = new Map<string, () => void>()

  constructor(
    private readonly database: Database,
    private readonly runtime: FunctionRuntime,
    private readonly scheduler: Scheduler,
    private readonly now: () => number,
    private readonly faults: Faults,
  ) {}

  fresh(): Notice {
    return { attempts: 0, nextAt: this.now(), delivered: false, givenUp: false }
  }

  /** Takes up what was undelivered when the process ended. */
  resume(): void {
    const query = { 'notice.delivered': false, 'notice.givenUp': false }
    for (const collection of [ORDERS, REFUNDS] as const) {
      for (const found of this.database.find(collection, query) as unknown as (PayOrder | PayRefund)[]) {
        this.schedule({ collection, id: found._id }, (found.notice as Notice).nextAt)
      }
    }
  }

  /** The first attempt, now. Resolves with whether it was accepted; a failed one has scheduled the next. */
  begin(target: Target): Promise<boolean> {
    const attempt = this.attempt(target)
    this.scheduler.track(attempt)
    return attempt
  }

  /** Starts no more attempts; a failure of one under way is not written down, it is as if the process had died. */
  close(): void {
    this.closed = true
  }

  private async attempt(target: Target): Promise<boolean> {
    if (this.closed) return false
    const found = this.read(target)
    const notice = found?.notice
    if (!found || !notice || notice.delivered || notice.givenUp) return true
    const { error, lateMs } = await this.deliver(target, found)
    if (this.closed && error !== undefined) return false
    if (lateMs !== undefined) {
      const at = this.now() + lateMs
      await this.write(target, { ...notice, nextAt: at })
      this.schedule(target, at)
      return false
    }
    const attempts = notice.attempts + 1
    if (error === undefined) {
      await this.write(target, { ...notice, attempts, delivered: true })
      return true
    }
    const wait = NOTICE_RETRIES_S[attempts - 1]
    const nextAt = this.now() + (wait ?? 0) * 1000
    await this.write(target, { ...notice, attempts, nextAt, givenUp: wait === undefined, lastError: error })
    if (wait !== undefined) this.schedule(target, nextAt)
    return false
  }

  /** Sends the notice of a paid order again, whatever was delivered before; resolves with what the function said. */
  async repeat(outTradeNo: string): Promise<{ accepted: boolean; error?: string }> {
    const order = this.read({ collection: ORDERS, id: outTradeNo })
    if (!order?.notice) return { accepted: false, error: 'no such paid order' }
    const error = this.dropping ? DROPPED : await this.tell({ collection: ORDERS, id: outTradeNo }, order)
    return error === undefined ? { accepted: true } : { accepted: false, error }
  }

  private schedule(target: Target, at: number): void {
    const rank = `notice ${target.collection} ${target.id}`
    const attempt = async (): Promise<void> => {
      this.scheduled.delete(rank)
      await this.attempt(target)
    }
    this.scheduled.get(rank)?.()
    this.scheduled.set(rank, this.scheduler.at(at, attempt, rank))
  }

  private async deliver(target: Target, found: PayOrder | PayRefund): Promise<Delivery> {
    if (this.dropping) return { error: DROPPED }
    const at = target.collection === ORDERS ? 'notice.payment' : 'notice.refund'
    return await deliverNotice(this.faults, { at, name: found.functionName ?? '' }, () => this.tell(target, found))
  }

  /** Calls the function; resolves with what is wrong, or undefined when the notice was accepted. */
  private async tell(target: Target, found: PayOrder | PayRefund): Promise<string | undefined> {
    const name = found.functionName
    if (!name) return undefined
    const event = target.collection === ORDERS ? paidEvent(found as PayOrder) : this.refundEvent(found as PayRefund)
    const reply = await this.runtime.call(name, JSON.stringify(event), { source: 'wx_paycallback', client: false })
    if (reply.error) return reply.error.message
    const result = JSON.parse(reply.result ?? 'null') as { errcode?: unknown } | null
    return result?.errcode === 0 ? undefined : `expected {errcode: 0}, the function returned ${reply.result}`
  }

  private refundEvent(refund: PayRefund): Record<string, unknown> {
    const order = this.database.get(ORDERS, refund.outTradeNo) as unknown as PayOrder
    return {
      ...identity(order),
      outTradeNo: order._id,
      transactionId: order.transactionId,
      outRefundNo: refund._id,
      refundId: refund.refundId,
      totalFee: refund.totalFee,
      refundFee: refund.refundFee,
      settlementRefundFee: refund.refundFee,
      refundStatus: 'SUCCESS',
      successTime: v2Time(refund.createdAt),
      refundRecvAccout: '支付用户零钱',
      refundAccount: 'REFUND_SOURCE_RECHARGE_FUNDS',
      refundRequestSource: 'API',
    }
  }

  private read(target: Target): PayOrder | PayRefund | undefined {
    return this.database.get(target.collection, target.id) as unknown as PayOrder | PayRefund | undefined
  }

  private async write(target: Target, notice: Notice): Promise<void> {
    await this.database.update(target.collection, { _id: target.id }, { $set: { notice } })
  }
}

function identity(order: PayOrder): Record<string, unknown> {
  return {
    returnCode: 'SUCCESS',
    appid: APP_ID,
    mchId: MERCHANT_ID,
    subMchId: order.subMchId,
    subAppid: APP_ID,
    nonceStr: nonce(),
    openid: order.openid,
    subOpenid: order.openid,
    userInfo: { appId: APP_ID, openId: order.openid },
  }
}

/** What a payment's callback function receives (the shape cloudPay documents). */
function paidEvent(order: PayOrder): Record<string, unknown> {
  return {
    ...identity(order),
    resultCode: 'SUCCESS',
    tradeType: order.tradeType,
    bankType: 'OTHERS',
    feeType: 'CNY',
    isSubscribe: 'N',
    subIsSubscribe: 'N',
    totalFee: order.totalFee,
    cashFee: order.totalFee,
    outTradeNo: order._id,
    transactionId: order.transactionId,
    timeEnd: v2Time(order.paidAt ?? 0),
    ...(order.attach === undefined ? {} : { attach: order.attach }),
  }
}
