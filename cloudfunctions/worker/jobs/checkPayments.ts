import { _ } from '../../common/cloud'
import { find, update } from '../../common/db'
import { applyPayment } from '../../common/orders/payment'

const BATCH = 50
const AGAIN_MS = 5 * 60_000

/** Reconciles lost callbacks: orders that still await payment a while after they were placed are asked about. */
export async function checkPayments(at: number): Promise<number> {
  const waiting = await find(
    'orders',
    { state: 'awaiting_payment', checkAt: _.lte(at) },
    { orderBy: ['checkAt', 'asc'], limit: BATCH },
  )
  for (const order of waiting) {
    // Put off first: an order whose query fails must not hold up those behind it.
    await update('orders', { _id: order._id, state: 'awaiting_payment' }, { checkAt: at + AGAIN_MS })
    await applyPayment(order._id, at)
  }
  return waiting.length
}
