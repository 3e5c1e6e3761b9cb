import { nextPeriod, type Period, periodEnd, periodOf } from '../period'
import { compareOrders, type Order, OutOfOrder } from './order'

export interface Month {
  period: Period
  orders: Order[]
}

/**
 * Cuts sorted orders into months, one after the other without a gap: a month without orders comes too, for something
 * may be due in it. `until` names the last month there must be; what is paid after it is not looked at.
 * @throws OutOfOrder when the orders are not sorted
 */
export function* monthsOf(orders: Iterable<Order>, until?: Period): Generator<Month> {
  let month: Month | undefined
  let end = 0
  let last: Order | undefined
  for (const order of orders) {
    if (last && compareOrders(last, order) >= 0) throw new OutOfOrder(`${last.orderId} before ${order.orderId}`)
    last = order
    month ??= begin(periodOf(order.paidAt))
    end ||= periodEnd(month.period)
    while (order.paidAt >= end) {
      if (month.period === until) return yield month
      yield month
      month = begin(nextPeriod(month.period))
      end = periodEnd(month.period)
    }
    month.orders.push(order)
  }
  if (!month) return
  while (until !== undefined && month.period < until) {
    yield month
    month = begin(nextPeriod(month.period))
  }
  if (until === undefined || month.period <= until) yield month
}

const begin = (period: Period): Month => ({ period, orders: [] })
