import type { Plan } from '../../../src/domain/plan'
import type { OrderDoc, OrderEvent } from '../collections'
import { toGroups } from './toGroups'
import { toLeaders } from './toLeaders'
import { toLedger } from './toLedger'
import { toStock } from './toStock'
import { toTargets } from './toTargets'

export type EventOrder = OrderDoc & { event: OrderEvent }

export interface Delivery {
  /** Token of the lease under which this is written. */
  fence: number
  now: number
  plan: Plan
}

/** Somebody who reacts to events of orders. Each may see an event again after a crash and must count it once. */
export type Consumer = (orders: readonly EventOrder[], delivery: Delivery) => Promise<void>

/** Independent of each other, so side by side; targets need the leaders' counts. */
const first: readonly Consumer[] = [toStock, toGroups, toLeaders, toLedger]

export async function deliver(orders: readonly EventOrder[], delivery: Delivery): Promise<void> {
  await Promise.all(first.map((consumer) => consumer(orders, delivery)))
  await toTargets(orders, delivery)
}

/** Orders by a key, in their order. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const result = new Map<string, T[]>()
  for (const item of items) {
    const list = result.get(key(item))
    if (list) list.push(item)
    else result.set(key(item), [item])
  }
  return result
}
