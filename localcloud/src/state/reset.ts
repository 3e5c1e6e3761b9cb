import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '../services'

/**
 * Makes the cloud as new: no documents, files, people, payments, messages, consents, delayed tasks, records of calls
 * or traces of faults, and only the faults it started with; the clock where it began. Indexes, rules and functions stay, and instances keep their module variables, as
 * they would on the platform. What timers, tasks and notices have started is waited for first.
 */
export async function resetState(services: Services): Promise<void> {
  const { scheduler, database, files, faults, options } = services
  await scheduler.settled()
  // What a crashed function has left open would hold its documents for half a minute.
  database.abortTransactions()
  for (const { name, documents } of database.collections()) if (documents > 0) await database.remove(name, {})
  for (const file of await readdir(files.directory)) await rm(join(files.directory, file), { force: true })
  faults.restart(options.faults)
  services.pay.notices.dropping = false
  services.runtime.forget()
  services.admin.forget()
  scheduler.restart(options.start)
}
