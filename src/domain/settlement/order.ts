import { integer } from '../money'
import { byText } from '../text'

/** A paid order as settlement sees it. */
export interface Order {
  orderId: string
  /** Leader of the group it was placed in. */
  leaderId: string
  buyerId: string
  /** The payment's success time, ms (a fraction keeps what a source says below the millisecond). */
  paidAt: number
  /** Paid for goods less refunded for goods, as known now. */
  netFen: number
  /** False for the leader's own and his household's orders and while a risk flag is open; a snapshot. */
  counts: boolean
  groupId?: string
  groupStartAt?: number
}

/** Two orders of the same id. */
export class RepeatedOrder extends Error {
  override name = 'RepeatedOrder'
}

/** Orders that do not come sorted. */
export class OutOfOrder extends Error {
  override name = 'OutOfOrder'
}

/** By the instant of payment, then by id, code unit by code unit (docs/incentives.md). */
export function compareOrders(a: Pick<Order, 'paidAt' | 'orderId'>, b: Pick<Order, 'paidAt' | 'orderId'>): number {
  return a.paidAt - b.paidAt || byText(a.orderId, b.orderId)
}

/**
 * The orders sorted.
 * @throws RepeatedOrder when an id is there twice, MoneyError when a net is not whole fen
 */
export function inOrder(orders: Iterable<Order>): Order[] {
  const sorted = [...orders]
  const ids = new Set<string>()
  for (const { orderId, netFen } of sorted) {
    if (ids.has(orderId)) throw new RepeatedOrder(`order ${orderId} is there twice`)
    ids.add(orderId)
    integer(netFen, 'net')
  }
  return sorted.sort(compareOrders)
}
