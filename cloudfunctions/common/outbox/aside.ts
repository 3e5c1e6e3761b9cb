import { _ } from '../cloud'
import type { OrderDoc } from '../collections'
import { find, update } from '../db'
import { deliver, deliverApart } from './deliver'
import type { Delivery, EventOrder } from './event'
import { Superseded } from './once'

/** Soon enough for somebody who watches when it was only a bad moment, and no burden when it stays so. */
const AGAIN_MS = 60_000
const BATCH = 50

/**
 * Delivers what can be delivered. News that somebody cannot take (a document that was damaged by hand, say) is found by
 * halves, given to everybody else, and set aside for a minute with the names of those who have it: nothing behind it
 * waits, and nobody counts it twice, however late the rest comes.
 */
export async function deliverWhole(orders: readonly EventOrder[], delivery: Delivery): Promise<void> {
  const fresh = orders.filter((order) => !order.aside)
  for (const order of orders) if (order.aside) await deliverAlone(order, delivery)
  await deliverFresh(fresh, delivery)
}

async function deliverFresh(orders: readonly EventOrder[], delivery: Delivery): Promise<void> {
  if (orders.length === 0) return
  try {
    await deliver(orders, delivery)
  } catch (error) {
    if (error instanceof Superseded) throw error
    const [order] = orders
    if (orders.length === 1) return deliverAlone(order as EventOrder, delivery)
    const half = Math.ceil(orders.length / 2)
    await deliverFresh(orders.slice(0, half), delivery)
    return deliverFresh(orders.slice(half), delivery)
  }
  await clear(orders)
}

async function deliverAlone(order: EventOrder, delivery: Delivery): Promise<void> {
  const { done, failed } = await deliverApart(order, order.aside?.done ?? [], delivery)
  if (failed.length === 0) return clear([order])
  const error = String(failed[0])
  console.error(JSON.stringify({ alert: 'news of an order cannot be delivered', order: order._id, done, error }))
  await update(
    'orders',
    { _id: order._id, event: order.event },
    {
      aside: _.set({ done, error, eventAt: order.eventAt }),
      asideUntil: delivery.now + AGAIN_MS,
      eventAt: _.remove(),
    },
  )
}

/** Takes delivered events out of the orders: only the very event that was delivered. */
async function clear(orders: readonly EventOrder[]): Promise<void> {
  const byEvent = new Map<OrderDoc['event'], string[]>()
  for (const order of orders) byEvent.set(order.event, [...(byEvent.get(order.event) ?? []), order._id])
  const nothing = { event: _.remove(), eventAt: _.remove(), aside: _.remove() }
  for (const [event, ids] of byEvent) await update('orders', { _id: _.in(ids), event }, nothing)
}

/** Puts back into the outbox what was set aside long enough. */
export async function takeUpAside(at: number): Promise<number> {
  const due = await find('orders', { asideUntil: _.lte(at) }, { orderBy: ['asideUntil', 'asc'], limit: BATCH })
  for (const { _id, aside } of due)
    await update('orders', { _id, asideUntil: _.lte(at) }, { eventAt: aside?.eventAt, asideUntil: _.remove() })
  return due.length
}
