import { _ } from '../../common/cloud'
import { find, update } from '../../common/db'
import { freeLeftovers } from '../../common/orders/close'
import { applyPayment } from '../../common/orders/payment'

const BATCH = 50
const AGAIN_MS = 5 * 60_000
/** A payment lives two hours (WeChat Pay): what has not come by then does not come. */
const PAYMENT_LIFE_MS = 2 * 3_600_000
const unpaid = ['awaiting_payment', 'expired', 'cancelled']

/**
 * Reconciles lost callbacks: orders that still await payment a while after they were placed, and orders closed lately,
 * are asked about. What a crash left of the latter's closing is finished on the way.
 */
export async function checkPayments(at: number): Promise<number> {
  const waiting = await find(
    'orders',
    { state: _.in(unpaid), checkAt: _.lte(at), refund: _.exists(false) },
    { orderBy: ['checkAt', 'asc'], limit: BATCH },
  )
  for (const order of waiting) {
    const isOver = order.state !== 'awaiting_payment' && at - order.createdAt > PAYMENT_LIFE_MS
    // Put off first: an order whose query fails must not hold up those behind it.
    await update('orders', { _id: order._id, state: order.state }, { checkAt: isOver ? _.remove() : at + AGAIN_MS })
    try {
      await applyPayment(order._id, at)
    } catch (error) {
      console.error(JSON.stringify({ event: 'payment not checked', order: order._id, error: String(error) }))
    }
  }
  await freeLeftovers(waiting.filter((order) => order.state !== 'awaiting_payment'))
  return waiting.length
}
