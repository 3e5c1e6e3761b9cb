import type { Consumer, Delivery, EventOrder } from './event'
import { toGroups } from './toGroups'
import { toLeaders } from './toLeaders'
import { toLedger } from './toLedger'
import { toStock } from './toStock'
import { toTargets } from './toTargets'

/** Independent of each other, so side by side; targets need the leaders' counts. */
const first: readonly Consumer[] = [toStock, toGroups, toLeaders, toLedger]

/** Gives events to all who react to them. May be repeated with the same events. */
export async function deliver(orders: readonly EventOrder[], delivery: Delivery): Promise<void> {
  await Promise.all(first.map((consumer) => consumer(orders, delivery)))
  await toTargets(orders, delivery)
}
