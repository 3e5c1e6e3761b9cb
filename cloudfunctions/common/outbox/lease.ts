import { _ } from '../cloud'
import { insertOnce, read, update } from '../db'
import { readableCode } from '../ids'

/** Longer than any function may run on the platform (60 s), so that a lease runs out only when its holder is dead. */
const LEASE_MS = 70_000

/** Permission to do a job alone. `fence` grows with every holder; documents refuse an older one. */
export interface Lease {
  name: string
  holder: string
  fence: number
}

/** Leases whose document this instance has seen. */
const known = new Set<string>()

/** Takes the lease if nobody has it. Two round trips when free, one when taken. */
export async function acquire(name: string, now: number): Promise<Lease | undefined> {
  if (!known.has(name)) {
    await insertOnce('leases', { _id: name, holder: '', until: 0, fence: 0 })
    known.add(name)
  }
  const holder = readableCode(10)
  const taken = await update(
    'leases',
    { _id: name, until: _.lt(now) },
    { holder, until: now + LEASE_MS, fence: _.inc(1) },
  )
  if (taken) {
    const lease = await read('leases', name)
    return lease?.holder === holder ? { name, holder, fence: lease.fence } : undefined
  }
  return undefined
}

/** Gives it back; one that has run out meanwhile is left to its new holder. */
export async function giveUp(lease: Lease): Promise<void> {
  await update('leases', { _id: lease.name, holder: lease.holder }, { until: 0 })
}
