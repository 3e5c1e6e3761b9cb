import type { Cron } from './cron'
import type { Scheduler } from './scheduler'

/**
 * Fires `fire(time)` at every time of the expression. When the clock jumps over very many firings, they are thinned
 * out evenly and the last due one is kept (with one firing a jump, it is the only one): two simulated years of a ten-second timer would be six million calls.
 * @returns a function that ends it
 */
export function everyTime(
  scheduler: Scheduler,
  cron: Cron,
  now: () => number,
  fire: (time: number) => Promise<void>,
  rank = '',
): () => void {
  let cancel = (): void => undefined
  const schedule = (after: number): void => {
    cancel()
    const at = nextFiring(scheduler, cron, after)
    if (at !== undefined) plan(at)
  }
  const plan = (at: number): void => {
    cancel = scheduler.at(
      at,
      async () => {
        const last = lastInJump(scheduler, cron)
        if (last !== undefined && last > at) {
          plan(last)
          return
        }
        // A clock that runs may have slept past several firings; like the platform, those are not made up for.
        schedule(scheduler.jumping ? at : Math.max(at, now()))
        await fire(at)
      },
      rank,
    )
  }
  schedule(now())
  const forget = scheduler.onMovedBack(() => schedule(now()))
  return () => {
    forget()
    cancel()
  }
}

/** In a jump with one firing a timer: its time. */
function lastInJump({ jumping }: Scheduler, cron: Cron): number | undefined {
  return jumping && jumping.firings <= 1 ? cron.previous(jumping.to) : undefined
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
