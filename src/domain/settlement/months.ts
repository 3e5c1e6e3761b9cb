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
  const wanted = (period: Period) => until === undefined || period <= until
  for (const order of orders) {
    if (last && compareOrders(last, order) >= 0) throw new OutOfOrder(`${last.orderId} before ${order.orderId}`)
    last = order
    if (!month) {
      month = begin(periodOf(order.paidAt))
      end = periodEnd(month.period)
    }
    while (order.paidAt >= end && wanted(month.period)) {
      yield month
      month = begin(nextPeriod(month.period))
      end = periodEnd(month.period)
    }
    if (!wanted(month.period)) return
    month.orders.push(order)
  }
  if (!month) return
  yield month
  if (until === undefined) return
  for (let period = nextPeriod(month.period); period <= until; period = nextPeriod(period)) yield begin(period)
}

const begin = (period: Period): Month => ({ period, orders: [] })
