import { _ } from '../../common/cloud'
import { find } from '../../common/db'
import { closeUnpaid } from '../../common/orders/close'
import { each } from '../each'

const BATCH = 100

/** Orders not paid in 30 minutes: the payment is closed, then the goods go back on sale. */
export async function expireOrders(at: number): Promise<number> {
  const late = await find(
    'orders',
    { state: 'awaiting_payment', expiresAt: _.lte(at) },
    { orderBy: ['expiresAt', 'asc'], limit: BATCH },
  )
  // The payment service may be silent about one, which is tried again: the others need not wait.
  return each(late, 'order not expired', (order) => closeUnpaid(order, 'expire', at))
}
