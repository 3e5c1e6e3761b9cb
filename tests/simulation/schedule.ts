import type { Basket } from './baskets'
import { DAY_MS, firstStep, HOUR_MS, leaderOf, midnight, mondayOf, orderedAt, takesRedPackets } from './rules'

/** One thing the replay does at one instant of the cloud's clock. Doing a step again changes nothing. */
export type Step = { at: number } & (
  | { kind: 'open'; monday: string }
  | { kind: 'orders'; monday: string; baskets: Basket[] }
  | { kind: 'packets'; leaders: string[] }
  | { kind: 'collect'; members: number[] }
  | { kind: 'wait' }
)

/** How long after the last collection: the after-sale window of a day, then time for the sweeps to finish. */
const LAST_WAITS = 12
const WAIT_MS = 10 * 60_000

/**
 * What happens when, sorted: on Monday 7:00 operations open the week's campaign, by day residents order, at 22:30 those
 * leaders take their red packets who do, on the next Monday 16:00 everybody collects.
 * @param chunk how many baskets are ordered at the same instant
 */
export function schedule(baskets: readonly Basket[], leaders: number, chunk: number): Step[] {
  const steps: Step[] = []
  for (const [monday, ofWeek] of group(baskets, (basket) => mondayOf(basket.day))) {
    steps.push({ at: midnight(monday) + 7 * HOUR_MS, kind: 'open', monday })
    const weekCounts = new Map<string, number>()
    for (const [day, ofDay] of group(ofWeek, (basket) => basket.day)) {
      for (let i = 0; i < ofDay.length; i += chunk) {
        const at = orderedAt({ day }, i, ofDay.length)
        steps.push({ at, kind: 'orders', monday, baskets: ofDay.slice(i, i + chunk) })
      }
      const lucky = leadersWithTargets(ofDay, weekCounts, leaders).filter(takesRedPackets)
      if (lucky.length > 0) steps.push({ at: midnight(day) + 22.5 * HOUR_MS, kind: 'packets', leaders: lucky })
    }
    const members = [...new Set(ofWeek.map((basket) => basket.member))]
    steps.push({ at: collectedAt(monday), kind: 'collect', members })
  }
  steps.sort((a, b) => a.at - b.at)
  const last = steps.at(-1)?.at ?? 0
  for (let i = 0; i < LAST_WAITS; i++) steps.push({ at: last + DAY_MS + (i + 1) * WAIT_MS, kind: 'wait' })
  return steps
}

/** When a week's orders are handed out. */
export const collectedAt = (monday: string) => midnight(monday) + 7 * DAY_MS + 16 * HOUR_MS
/** When a week's campaign stops taking orders: Sunday 22:00. */
export const cutoffOf = (monday: string) => midnight(monday) + 6 * DAY_MS + 22 * HOUR_MS

/** Leaders that may have reached a target this day: a few too many is harmless, they find nothing to take. */
function leadersWithTargets(ofDay: readonly Basket[], weekCounts: Map<string, number>, leaders: number): string[] {
  const dayCounts = new Map<string, number>()
  for (const { member } of ofDay) {
    const leader = leaderOf(member, leaders)
    for (const counts of [dayCounts, weekCounts]) counts.set(leader, (counts.get(leader) ?? 0) + 1)
  }
  return [...dayCounts.keys()].filter(
    (leader) =>
      (dayCounts.get(leader) as number) >= firstStep(leaders, 'day') ||
      (weekCounts.get(leader) as number) >= firstStep(leaders, 'week'),
  )
}

function group<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const result = new Map<string, T[]>()
  for (const item of items) {
    const list = result.get(key(item))
    if (list) list.push(item)
    else result.set(key(item), [item])
  }
  return result
}
