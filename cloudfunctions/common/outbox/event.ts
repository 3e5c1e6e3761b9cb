import type { Plan } from '../../../src/domain/plan/plan'
import type { OrderDoc, OrderEvent } from '../collections'
import type { PlanAt } from '../plan'

/** An order with news to deliver. */
export type EventOrder = OrderDoc & { event: OrderEvent }

export interface Delivery {
  /** Token of the lease under which this is written. */
  fence: number
  now: number
  planAt: PlanAt
  /** Ids of red packets whose money has been reserved: transferred once the lease is given back. */
  granted: string[]
}

/** The plan that governs an order: that of its payment, whatever comes later. */
export function planOf(order: EventOrder, planAt: PlanAt): Plan {
  return planAt(order.paidAt ?? order.createdAt)
}

/** Somebody who reacts to events of orders. Each may see an event again after a crash and must count it once. */
export type Consumer = (orders: readonly EventOrder[], delivery: Delivery) => Promise<void>

/** Items by a key, in their order. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const result = new Map<string, T[]>()
  for (const item of items) {
    const list = result.get(key(item))
    if (list) list.push(item)
    else result.set(key(item), [item])
  }
  return result
}
