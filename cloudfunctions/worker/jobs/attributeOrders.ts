import { attributed, bindAll } from '../../common/attribution/attributed'
import { _ } from '../../common/cloud'
import { find, insertAllOnce, update } from '../../common/db'
import { planBook } from '../../common/plan'

const BATCH = 100
/** In one sweep; after a rush the rest waits for the next. */
const BATCHES = 10

/**
 * Where paid orders came from is written down, each as of when it was placed, once and for all; and whom their buyers
 * belong to, which a refund may take back. In the sweep, seconds later and many at a time, because the answer does not
 * depend on when it is worked out: nobody who orders waits for it, and an unpaid order counts for nobody.
 */
export async function attributeOrders(at: number): Promise<number> {
  let found = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const attributed = await attributeSome(at)
    found += attributed
    if (attributed < BATCH) break
  }
  return found
}

async function attributeSome(at: number): Promise<number> {
  const due = await find('orders', { attribute: _.in(['paid', 'refunded']) }, { limit: BATCH })
  if (due.length === 0) return 0
  const buyers = [...new Set(due.map(({ openid }) => openid))]
  const people = await attributed(buyers, await planBook(at), at)
  const snapshots = new Map(people.flatMap((person) => [...person.snapshots]))
  await insertAllOnce(
    'attributions',
    due.flatMap(({ _id, openid, createdAt: placedAt }) => {
      const snapshot = snapshots.get(_id)
      return snapshot ? [{ _id, openid, placedAt, ...snapshot }] : []
    }),
  )
  await bindAll(people)
  const known = new Set(people.map(({ openid }) => openid))
  for (const attribute of ['paid', 'refunded'] as const) {
    const ids = (isClear: boolean) =>
      due.filter((order) => order.attribute === attribute && known.has(order.openid) === isClear).map(({ _id }) => _id)
    // One refunded meanwhile is still to be looked at.
    if (ids(true).length) await update('orders', { _id: _.in(ids(true)), attribute }, { attribute: _.remove() })
    // Kept for whoever mends it.
    if (ids(false).length) await update('orders', { _id: _.in(ids(false)), attribute }, { attribute: 'unclear' })
  }
  return due.length
}
