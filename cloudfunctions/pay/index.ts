import { z } from 'zod'
import { now } from '../common/clock'
import { applyPayment } from '../common/orders/payment'
import { drain } from '../common/outbox/drain'

/** Well within the 5 s after which WeChat Pay repeats a notice that has not been answered. */
const GATHER_MS = 2_000

const callback = z.object({ outTradeNo: z.string().min(1).max(32) })

/**
 * WeChat Pay calls this after a payment or a refund, once, many times, or never. The callback is a hint: what is true
 * is asked of the payment service, so a forged or repeated one changes nothing. `{errcode: 0}` ends the repeats; an
 * error keeps them coming.
 */
export async function main(event: unknown) {
  const hint = callback.safeParse(event)
  if (!hint.success) return { errcode: 1, errmsg: 'not a payment callback' }
  const at = now()
  await applyPayment(hint.data.outTradeNo, at)
  await drain({ gatherMs: GATHER_MS })
  return { errcode: 0 }
}
