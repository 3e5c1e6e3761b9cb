import type { Cron } from './cron'
import type { Scheduler } from './scheduler'

/**
 * Fires `fire(time)` at every time of the expression. When the clock jumps over very many firings, they are thinned
 * out evenly and the last due one is kept: two simulated years of a ten-second timer would be six million calls.
 */
export function everyTime(scheduler: Scheduler, cron: Cron, now: () => number, fire: (time: number) => Promise<void>) {
  const schedule = (after: number): void => {
    const at = nextFiring(scheduler, cron, after)
    if (at === undefined) return
    scheduler.at(at, async () => {
      // A clock that runs may have slept past several firings; like the platform, those are not made up for.
      schedule(scheduler.jumping ? at : Math.max(at, now()))
      await fire(at)
    })
  }
  schedule(now())
}

function nextFiring(scheduler: Scheduler, cron: Cron, after: number): number | undefined {
  const next = cron.next(after)
  const jump = scheduler.jumping
  if (next === undefined || !jump) return next
  const gap = (jump.to - jump.from) / jump.firings
  if (next - after >= gap || next > jump.to) return next
  const thinned = cron.next(after + gap - 1)
  if (thinned !== undefined && thinned <= jump.to) return thinned
  const last = cron.previous(jump.to)
  return last !== undefined && last > after ? last : next
}
