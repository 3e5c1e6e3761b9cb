import { _ } from '../../common/cloud'
import { find, update } from '../../common/db'
import { carryOutRefund } from '../../common/orders/refund'
import { each } from '../each'

const BATCH = 50
const AGAIN_MS = 60_000

/** Refunds that were recorded but not carried out: the function died, or the payment service did not answer. */
export async function finishRefunds(at: number): Promise<number> {
  const due = await find('orders', { refundDueAt: _.lte(at) }, { orderBy: ['refundDueAt', 'asc'], limit: BATCH })
  return each(due, 'refund not carried out', async (order) => {
    // Put off first, so that refunds which always fail do not hold up the others.
    await update('orders', { _id: order._id, refundDueAt: _.exists(true) }, { refundDueAt: at + AGAIN_MS })
    await carryOutRefund(order._id, at)
  })
}
