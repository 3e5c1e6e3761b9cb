import { _ } from '../../common/cloud'
import { find, update } from '../../common/db'
import { carryOutRefund } from '../../common/orders/refund'

const BATCH = 50

/** Refunds that were recorded but not carried out: the function died, or the payment service did not answer. */
export async function finishRefunds(at: number): Promise<number> {
  const due = await find('orders', { refundDueAt: _.lte(at) }, { orderBy: ['refundDueAt', 'asc'], limit: BATCH })
  for (const order of due) {
    try {
      await carryOutRefund(order._id, at)
    } catch (error) {
      // Put off, so that refunds which always fail do not hold up the others.
      await update('orders', { _id: order._id, refundDueAt: _.exists(true) }, { refundDueAt: at + 60_000 })
      console.error(JSON.stringify({ event: 'refund not carried out', order: order._id, error: String(error) }))
    }
  }
  return due.length
}
