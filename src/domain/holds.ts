import type { State } from './orderState'
import { settledStates } from './orderState'

/** How long a hold without an order is left alone: longer than any function may run (60 s on the platform). */
export const ORPHAN_HOLD_MS = 5 * 60_000

/**
 * What to do with a hold found in the stock document. A hold lives while its order awaits payment, or while the news
 * of its payment is still to be delivered; every other one was left behind by a crash and goes back on sale.
 */
export function fateOfHold(
  hold: { at: number },
  order: { state: State; eventPending: boolean } | undefined,
  now: number,
): 'keep' | 'release' {
  if (now - hold.at < ORPHAN_HOLD_MS) return 'keep'
  if (!order) return 'release'
  if (order.state === 'awaiting_payment') return 'keep'
  if (settledStates.includes(order.state) && order.eventPending) return 'keep'
  return 'release'
}
