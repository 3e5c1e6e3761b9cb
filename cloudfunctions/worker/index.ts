import { now } from '../common/clock'
import { caller } from '../common/identity'
import { takeUpAside } from '../common/outbox/aside'
import { drain } from '../common/outbox/drain'
import { attributeOrders } from './jobs/attributeOrders'
import { checkPayments } from './jobs/checkPayments'
import { completeOrders } from './jobs/completeOrders'
import { expireOrders } from './jobs/expireOrders'
import { finishRefunds } from './jobs/finishRefunds'
import { freeOrphanHolds } from './jobs/freeOrphanHolds'
import { settleRedPackets } from './jobs/settleRedPackets'

/** One thing the sweep finishes; returns how many it found. */
export type Job = (at: number) => Promise<number>

const jobs: readonly Job[] = [
  checkPayments,
  expireOrders,
  finishRefunds,
  completeOrders,
  freeOrphanHolds,
  settleRedPackets,
  takeUpAside,
  attributeOrders,
]

const DRAIN_MS = 10_000

/**
 * The sweep, fired by a timer: whatever a crash, a lost callback or a silent service left undone is finished here. Jobs
 * are independent: one that fails is logged and keeps nothing from the others. Every job may run twice at once; the
 * conditions of its updates see to that.
 */
export async function main() {
  if (caller().client) return { refused: 'only the platform may' }
  // First, because people wait for it; the jobs may make more of it.
  const done: Record<string, number | string> = { first: await drain({ budgetMs: DRAIN_MS }) }
  for (const job of jobs) {
    try {
      done[job.name] = await job(now())
    } catch (error) {
      done[job.name] = String(error)
      console.error(JSON.stringify({ event: 'job failed', job: job.name, error: String(error) }))
    }
  }
  done.delivered = await drain({ budgetMs: DRAIN_MS })
  return done
}
