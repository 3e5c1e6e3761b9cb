import { piecesOf } from '../../../src/domain/order'
import { freeTerms } from '../newcomers'
import { untake } from '../purchases'
import { giveBack, settle } from '../stock'
import { type Consumer, groupBy } from './event'

/** Paid: holds become sales. Refunded: the pieces go back on sale, off the buyer's limits, and he is as new as before. */
export const toStock: Consumer = async (orders) => {
  const paid = orders.filter((order) => order.event === 'paid')
  await Promise.all(
    [...groupBy(paid, (order) => order.campaignId)].map(([campaignId, list]) =>
      settle(
        campaignId,
        list.map((order) => ({ orderId: order.holdId ?? order._id, pieces: piecesOf(order.lines) })),
      ),
    ),
  )
  for (const order of orders.filter((o) => o.event === 'refunded')) {
    await freeTerms(order)
    await giveBack(order.campaignId, order._id, piecesOf(order.lines))
    await untake({ campaignId: order.campaignId, openid: order.openid, orderId: order._id })
  }
}
