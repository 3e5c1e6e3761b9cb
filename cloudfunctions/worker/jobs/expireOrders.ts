import { _ } from '../../common/cloud'
import { find } from '../../common/db'
import { closeUnpaid } from '../../common/orders/close'

const BATCH = 100

/** Orders not paid in 30 minutes: the payment is closed, then the goods go back on sale. */
export async function expireOrders(at: number): Promise<number> {
  const late = await find(
    'orders',
    { state: 'awaiting_payment', expiresAt: _.lte(at) },
    { orderBy: ['expiresAt', 'asc'], limit: BATCH },
  )
  for (const order of late) {
    try {
      await closeUnpaid(order, 'expire', at)
    } catch (error) {
      // The payment service is silent about one: the others need not wait, and this one is tried again.
      console.error(JSON.stringify({ event: 'order not expired', order: order._id, error: String(error) }))
    }
  }
  return late.length
}
