import type { LeaderCard, OrderView } from '../../../src/contract/shapes'
import { can } from '../../../src/domain/orderState'
import type { LeaderDoc, OrderDoc } from '../collections'

/** A leader as everybody may see him: nothing of his identity. */
export function leaderCard(leader: LeaderDoc): LeaderCard {
  const { _id, name, avatar, community, pickupName, pickupAddress, since } = leader
  return { leaderId: _id, name, avatar, community, pickupName, pickupAddress, since }
}

const handedOut = ['collected', 'completed']

/** Whether its buyer may still return the order himself: until the cut-off, while nothing has been packed. */
export function refundableByBuyer(order: OrderDoc, now: number): boolean {
  return order.state === 'paid' && can('refund', order.state) && now < order.cutoffAt && !order.refund
}

/** An order as its buyer sees it. */
export function orderView(order: OrderDoc, leader: LeaderDoc, now: number): OrderView {
  const collecting = order.paidAt !== undefined && !handedOut.includes(order.state) && order.state !== 'refunded'
  return {
    orderId: order._id,
    groupId: order.groupId,
    title: order.title,
    state: order.state,
    lines: order.lines,
    discounts: order.discounts,
    totalFen: order.totalFen,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    collectedAt: order.collectedAt,
    completedAt: order.completedAt,
    closedAt: order.closedAt,
    refundedFen: order.refundedFen,
    collectCode: collecting ? order.collectKey.slice(-8) : undefined,
    refundable: refundableByBuyer(order, now),
    note: order.refundDueAt === undefined ? order.note : '正在退款，到账以微信通知为准',
    deliverAt: order.deliverAt,
    leader: leaderCard(leader),
    phoneTail: order.buyer.phoneTail,
  }
}
