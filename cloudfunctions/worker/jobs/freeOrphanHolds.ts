import { fateOfHold, ORPHAN_HOLD_MS } from '../../../src/domain/holds'
import { settledStates } from '../../../src/domain/orderState'
import { _ } from '../../common/cloud'
import { find, readAll } from '../../common/db'
import { orderOfHold } from '../../common/orders/late'
import { untake } from '../../common/purchases'
import { release } from '../../common/stock'

/**
 * Holds that a crash left behind go back on sale. Settled holds are removed by the outbox, so a stock document holds
 * few and is cheap to look through.
 */
export async function freeOrphanHolds(at: number): Promise<number> {
  let freed = 0
  for (const stock of await find('stock', { holds: _.neq({}) }, { fields: { holds: true } })) {
    const old = Object.entries(stock.holds).filter(([, hold]) => at - hold.at >= ORPHAN_HOLD_MS)
    if (old.length === 0) continue
    const orders = await readAll(
      'orders',
      old.map(([holdId]) => orderOfHold(holdId)),
    )
    const byId = new Map(orders.map((order) => [order._id, order]))
    for (const [holdId, hold] of old) {
      const order = byId.get(orderOfHold(holdId))
      const known = order && { state: order.state, eventPending: order.event !== undefined }
      if (fateOfHold(hold, known, at) === 'keep') continue
      if (await release(stock._id, holdId, hold.pieces)) freed++
      if (order && !settledStates.includes(order.state))
        await untake({ campaignId: stock._id, openid: order.openid, orderId: order._id })
    }
  }
  return freed
}
