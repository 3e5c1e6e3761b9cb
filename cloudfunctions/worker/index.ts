import { now } from '../common/clock'
import { caller } from '../common/identity'
import { takeUpAside } from '../common/outbox/aside'
import { drain } from '../common/outbox/drain'
import { within } from '../common/patience'
import { alignStock } from './jobs/alignStock'
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
  alignStock,
  checkPayments,
  expireOrders,
  finishRefunds,
  completeOrders,
  freeOrphanHolds,
  settleRedPackets,
  takeUpAside,
  attributeOrders,
]

const DRAIN_MS = 6_000
/**
 * What each part is waited for, ms. Only four jobs speak to services that may be silent: with the outbox before and
 * after them the sweep ends within the 60 s it may run.
 */
const PART_MS = 10_000

/**
 * The sweep, fired by a timer: whatever a crash, a lost callback or a silent service left undone is finished here. Its
 * parts are independent: one that fails or takes long keeps nothing from the others. Every job may run twice at once; the
 * conditions of its updates see to that.
 */
export async function main() {
  if (caller().client) return { refused: 'only the platform may' }
  const done: Record<string, number> = {}
  const part = async (name: string, work: () => Promise<number>) => {
    const run = async () => {
      done[name] = await work()
    }
    await within(PART_MS, name, run())
  }
  // First, because people wait for it; the jobs may make more of it.
  await part('first', () => drain({ budgetMs: DRAIN_MS }))
  for (const job of jobs) await part(job.name, () => job(now()))
  // Only what jobs have found makes news; one that failed or still goes on may have made some.
  if (jobs.some((job) => done[job.name] !== 0)) await part('delivered', () => drain({ budgetMs: DRAIN_MS }))
  return done
}
