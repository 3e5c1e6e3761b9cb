import { HttpError } from '../server/http'
import type { Services } from '../services'

/** `{now, frozen, speed}`; now in ms. */
export function clockState(services: Services) {
  const { clock } = services
  return { now: clock.now(), frozen: clock.frozen, speed: clock.speed }
}

/**
 * `{set: ms or ISO}` or `{advance: ms}` freezes the clock there after everything due has run (`timers`: at most
 * about so many firings of each timer on the way, "once" for one at the end); `{follow: speed}` lets it run on,
 * `{follow: "real"}` puts it to real time.
 */
export async function moveClock(services: Services, body: Record<string, unknown>) {
  const { scheduler } = services
  const firings = firingsOf(body.timers)
  if (body.set !== undefined) await scheduler.jump(moment(body.set), firings)
  else if (body.advance !== undefined) {
    const by = Number(body.advance)
    if (!Number.isFinite(by)) throw new HttpError(400, { error: 'advance must be milliseconds' })
    await scheduler.jump((now) => now + by, firings)
  } else if (body.follow === 'real') scheduler.follow(1, Date.now())
  else if (body.follow !== undefined) {
    const speed = body.follow === true ? 1 : Number(body.follow)
    if (!(speed > 0)) throw new HttpError(400, { error: 'follow must be a speed above 0' })
    scheduler.follow(speed)
  } else throw new HttpError(400, { error: 'expected set, advance or follow' })
  return clockState(services)
}

function firingsOf(timers: unknown): number | undefined {
  if (timers === undefined) return undefined
  const firings = timers === 'once' ? 1 : Number(timers)
  if (!(firings >= 1)) throw new HttpError(400, { error: 'timers must be "once" or a number of firings' })
  return firings
}

function moment(value: unknown): number {
  const ms = typeof value === 'string' ? Date.parse(value) : value
  if (typeof ms !== 'number' || !Number.isFinite(ms))
    throw new HttpError(400, { error: 'set must be ms or an ISO time' })
  return ms
}
