import { setTimeout as pause } from 'node:timers/promises'
import { now as clockNow } from '../clock'
import { _ } from '../cloud'
import { find } from '../db'
import { within } from '../patience'
import { planBook } from '../plan'
import { advanceById } from '../redpackets/advance'
import { deliverWhole } from './aside'
import type { EventOrder } from './event'
import { acquire, giveUp, type Lease } from './lease'

export const OUTBOX = 'outbox'
/** Orders delivered together. Smaller than what `applied` lists remember (see once.ts). */
export const BATCH = 50
/** What a call that somebody waits for may spend here, ms; nearly always there is far less to do. */
const CALL_MS = 5_000
/** So many at once mean a rush. */
const RUSH = 4
const COMPANY_MS = 100
/** What a call may spend on transfers, ms. */
const TRANSFER_MS = 2_000

const pending = () =>
  find('orders', { eventAt: _.gt(0) }, { orderBy: ['eventAt', 'asc'], limit: BATCH }) as Promise<EventOrder[]>

export interface DrainOptions {
  /** Time it may take, ms. */
  budgetMs?: number
  /**
   * How long, ms, it may stay in a rush and gather what arrives: ten orders of a leader are then one update of his
   * progress instead of ten, and his screen still moves well within a second. 0 where somebody waits for the answer.
   */
  gatherMs?: number
}

/**
 * Delivers what orders have in their outbox until nothing is left or the budget of time is used up. Only one
 * drains at a time; who finds it taken goes away: the holder looks once more after giving the lease back, so nothing
 * written before a failed attempt is overlooked. What a crash leaves is found by the next one, or by the timer.
 */
export async function drain({ budgetMs = CALL_MS, gatherMs = 0 }: DrainOptions = {}): Promise<number> {
  const started = performance.now()
  let delivered = 0
  while (performance.now() - started < budgetMs) {
    const lease = await acquire(OUTBOX, clockNow())
    if (!lease) break
    const granted: string[] = []
    try {
      delivered += await drainHeld(lease, { until: started + budgetMs, gatherUntil: started + gatherMs }, granted)
    } finally {
      await giveUp(lease)
    }
    // Whoever drains may be a buyer who looks at his order: a transfer service that is silent is not his to wait for.
    const transfers = granted.map((id) => advanceById(id, clockNow()))
    await within(TRANSFER_MS, 'transfers of red packets', Promise.all(transfers))
    if ((await find('orders', { eventAt: _.gt(0) }, { limit: 1, fields: { _id: true } })).length === 0) break
  }
  return delivered
}

async function drainHeld(lease: Lease, time: { until: number; gatherUntil: number }, granted: string[]) {
  let delivered = 0
  while (performance.now() < time.until) {
    const orders = await pending()
    if (orders.length === 0) break
    const at = clockNow()
    await deliverWhole(orders, { fence: lease.fence, now: at, planAt: await planBook(at), granted })
    delivered += orders.length
    // Red packets are on their way as soon as the lease is given back: they are not kept waiting by a rush.
    if (granted.length > 0) break
    if (orders.length === BATCH) continue
    if (orders.length < RUSH || performance.now() > time.gatherUntil) break
    await pause(COMPANY_MS)
  }
  return delivered
}
