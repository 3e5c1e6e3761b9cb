import { PAY_WITHIN_MS } from '../../../src/domain/order'
import { _ } from '../../common/cloud'
import type { OrderDoc } from '../../common/collections'
import { find, update } from '../../common/db'
import { freeLeftovers } from '../../common/orders/close'
import { applyPayment } from '../../common/orders/payment'
import { each } from '../each'

const BATCH = 50
const AGAIN_MS = 5 * 60_000
/**
 * A payment lives two hours (WeChat Pay) and may be made as long as its order is open: what has not come by then does
 * not come.
 */
const PAYMENT_LIFE_MS = PAY_WITHIN_MS + 2 * 3_600_000
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
  const closed: OrderDoc[] = []
  const begun = await each(waiting, 'payment not checked', async (order) => {
    // Put off first: an order whose query fails must not hold up those behind it.
    await update('orders', { _id: order._id, state: order.state }, { checkAt: at + AGAIN_MS })
    if ((await applyPayment(order._id, at)) || order.state === 'awaiting_payment') return
    closed.push(order)
    // Only what has been answered for the last time is not asked about any more.
    if (at - order.createdAt > PAYMENT_LIFE_MS)
      await update('orders', { _id: order._id, state: order.state }, { checkAt: _.remove() })
  })
  await freeLeftovers(closed)
  return begun
}
