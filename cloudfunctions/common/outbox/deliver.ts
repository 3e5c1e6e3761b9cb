import type { Consumer, Delivery, EventOrder } from './event'
import { Superseded } from './once'
import { toGroups } from './toGroups'
import { toLeaders } from './toLeaders'
import { toLedger } from './toLedger'
import { toStock } from './toStock'
import { toTargets } from './toTargets'

/** Independent of each other, so side by side. Their names are kept with orders that some of them could not take. */
const first: Readonly<Record<string, Consumer>> = {
  stock: toStock,
  groups: toGroups,
  leaders: toLeaders,
  ledger: toLedger,
}

/** Gives events to all who react to them. May be repeated with the same events. */
export async function deliver(orders: readonly EventOrder[], delivery: Delivery): Promise<void> {
  await Promise.all(Object.values(first).map((consumer) => consumer(orders, delivery)))
  // Targets need the leaders' counts.
  await toTargets(orders, delivery)
}

/** Gives one event to all who have not had it; one that fails keeps it from nobody else. Tells who has it, and what failed. */
export async function deliverApart(order: EventOrder, done: readonly string[], delivery: Delivery) {
  const had = new Set(done)
  const failed: unknown[] = []
  const attempt = async (name: string, consumer: Consumer) => {
    if (had.has(name)) return
    try {
      await consumer([order], delivery)
      had.add(name)
    } catch (error) {
      if (error instanceof Superseded) throw error
      failed.push(error)
    }
  }
  for (const [name, consumer] of Object.entries(first)) await attempt(name, consumer)
  if (had.has('leaders')) await attempt('targets', toTargets)
  return { done: [...had], failed }
}
