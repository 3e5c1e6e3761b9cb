import type { Payment } from '../../../src/contract/shapes'
import { cloud } from '../cloud'
import { config } from '../config'

/** WeChat Pay through the cloud's `cloudPay`. Amounts in fen; numbers ≤ 32 characters; every call may be repeated. */
type Answer = Record<string, unknown> & { returnCode?: string; resultCode?: string; errCodeDes?: string }

interface CloudPay {
  unifiedOrder(request: object): Promise<Answer & { payment?: Payment }>
  queryOrder(request: object): Promise<Answer>
  closeOrder(request: object): Promise<Answer>
  refund(request: object): Promise<Answer>
}
const cloudPay = (cloud as unknown as { cloudPay: CloudPay }).cloudPay

/** Name of the function WeChat Pay calls back. */
const CALLBACK = 'pay'

/** The payment service said no, or nothing. Nothing is known about the payment: ask again later. */
export class PayUnavailable extends Error {
  override name = 'PayUnavailable'
}

function accepted(answer: Answer): boolean {
  if (answer.returnCode !== 'SUCCESS') throw new PayUnavailable(JSON.stringify(answer))
  return answer.resultCode === 'SUCCESS'
}

const common = () => ({ subMchId: config.subMchId, nonceStr: Math.random().toString(36).slice(2) })

/** Makes the payment (or finds it again) and returns what the client's `requestPayment` wants. */
export async function preparePayment(order: { orderId: string; title: string; totalFen: number }): Promise<Payment> {
  const answer = await cloudPay.unifiedOrder({
    ...common(),
    body: `邻团-${order.title}`,
    outTradeNo: order.orderId,
    spbillCreateIp: '127.0.0.1',
    totalFee: order.totalFen,
    envId: process.env.TCB_ENV ?? process.env.SCF_NAMESPACE,
    functionName: CALLBACK,
    tradeType: 'JSAPI',
  })
  if (!accepted(answer) || !answer.payment) throw new PayUnavailable(JSON.stringify(answer))
  return answer.payment
}

export type PaymentStatus =
  | { state: 'paid'; transactionId: string; totalFen: number; paidAt: number }
  | { state: 'unpaid' | 'closed' | 'unknown_order' }

/** What became of a payment: the only word on it that is believed. */
export async function queryPayment(orderId: string): Promise<PaymentStatus> {
  const answer = await cloudPay.queryOrder({ ...common(), outTradeNo: orderId })
  if (!accepted(answer)) {
    // The SDK sets errCode to 0 whatever the service said; its sentence is what is left of ORDERNOTEXIST.
    // WeChat Pay has been seen to say it in either language.
    if (/不存在|not ?exist/i.test(answer.errCodeDes ?? '')) return { state: 'unknown_order' }
    throw new PayUnavailable(JSON.stringify(answer))
  }
  switch (answer.tradeState) {
    case 'SUCCESS':
    case 'REFUND':
      return {
        state: 'paid',
        transactionId: String(answer.transactionId),
        totalFen: Number(answer.totalFee),
        paidAt: shanghaiTime(String(answer.timeEnd)),
      }
    case 'CLOSED':
    case 'REVOKED':
      return { state: 'closed' }
    default:
      return { state: 'unpaid' }
  }
}

/** Closes a payment so that it cannot be paid any more; `paid` when it was too late for that. */
export async function closePayment(orderId: string): Promise<'closed' | 'paid'> {
  if (accepted(await cloudPay.closeOrder({ ...common(), outTradeNo: orderId }))) return 'closed'
  // Refused: paid, closed before, or never made because the order's function died first. The state tells which.
  const { state } = await queryPayment(orderId)
  if (state === 'unpaid') throw new PayUnavailable(`payment of ${orderId} is open and was not closed`)
  return state === 'paid' ? 'paid' : 'closed'
}

/** Gives a whole payment back. The same refund number never pays twice. */
export async function refundPayment(refund: { orderId: string; refundNo: string; totalFen: number; reason: string }) {
  const answer = await cloudPay.refund({
    ...common(),
    outTradeNo: refund.orderId,
    outRefundNo: refund.refundNo,
    totalFee: refund.totalFen,
    refundFee: refund.totalFen,
    refundDesc: refund.reason.slice(0, 80),
    envId: process.env.TCB_ENV ?? process.env.SCF_NAMESPACE,
    functionName: CALLBACK,
  })
  if (!accepted(answer)) throw new PayUnavailable(JSON.stringify(answer))
}

/** `20261121223000` as WeChat Pay writes times (Asia/Shanghai) → ms. */
function shanghaiTime(text: string): number {
  const m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!m) throw new PayUnavailable(`unreadable payment time ${text}`)
  return Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}+08:00`)
}
