import type { Payment } from '@/contract/shapes'
import { yuan } from '@/format/money'
import type { PayOutcome } from '../types'
import { showSheet } from './sheet'

interface Prepaid {
  body: string
  /** fen */
  totalFee: number
  outTradeNo: string
  state: string
}

const post = async (url: string, outcome: 'success' | 'cancel') => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome }),
  })
  if (!response.ok) throw new Error(`payment service answered ${response.status}`)
}

/** Shows the simulated payment sheet of the local cloud for a payment, as WeChat shows its own for `wx.requestPayment`. */
export async function pay(payment: Payment, host: string | undefined): Promise<PayOutcome> {
  if (!host) return 'unavailable'
  const url = `${window.location.protocol}//${host}/pay/${payment.package.replace('prepay_id=', '')}`
  try {
    const response = await fetch(url)
    if (!response.ok) return 'failed'
    const prepaid = (await response.json()) as Prepaid
    const confirmed = await showSheet(
      {
        tag: '演示支付，不会扣钱',
        title: prepaid.body,
        amount: yuan(prepaid.totalFee),
        lines: [
          ['收款方', '邻团'],
          ['商户单号', prepaid.outTradeNo],
        ],
        confirm: '确认支付',
        note: '这里代替微信的支付页',
      },
      () => post(url, 'success'),
    )
    if (confirmed) return 'paid'
    await post(url, 'cancel').catch(() => undefined)
    return 'cancelled'
  } catch {
    return 'failed'
  }
}
