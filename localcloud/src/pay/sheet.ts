import type { IncomingMessage } from 'node:http'
import { HttpError, readJson } from '../server/http'
import type { PayService } from '.'

/** How long the reply waits for the payment's first notice, so that the next page already shows it (real ms). */
const NOTICE_GRACE_MS = 1000

/** The payment sheet: `GET /pay/:prepayId` shows an order, `POST` pays it or closes the sheet. */
export async function paymentSheet(pay: PayService, request: IncomingMessage, prepayId: string) {
  if (request.method === 'GET') return show(pay, prepayId)
  if (request.method !== 'POST') throw new HttpError(405, { error: 'GET or POST' })
  const { outcome } = await readJson(request)
  if (outcome !== 'success' && outcome !== 'cancel') throw new HttpError(400, { error: 'outcome is success or cancel' })
  const payment = outcome === 'success' ? await pay.orders.confirm(prepayId) : pay.orders.cancel(prepayId)
  if ('refused' in payment) {
    throw new HttpError(payment.refused === 'ORDERNOTEXIST' ? 404 : 409, { error: payment.refused })
  }
  await withGrace(payment.accepted)
  return show(pay, prepayId)
}

function show(pay: PayService, prepayId: string) {
  const order = pay.orders.byPrepayId(prepayId)
  if (!order) throw new HttpError(404, { error: 'ORDERNOTEXIST' })
  return { body: order.body, totalFee: order.totalFee, outTradeNo: order._id, state: pay.orders.stateOf(order) }
}

async function withGrace(notice: Promise<boolean>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, NOTICE_GRACE_MS)
  })
  await Promise.race([
    notice.then(
      () => undefined,
      () => undefined,
    ),
    grace,
  ])
  clearTimeout(timer)
}
