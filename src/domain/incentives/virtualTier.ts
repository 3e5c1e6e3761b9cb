import { halfUpDivide } from '../money'
import { type Period, periodEnd, periodStart } from '../period'
import type { Plan } from '../plan/plan'
import { DAY_MS } from '../time'

/** Days, `YYYY-MM-DD` to `YYYY-MM-DD` inclusive, on each of which somebody else opened the leader's link. */
export interface DayRange {
  from: string
  to: string
}

const start = (day: string) => Date.parse(`${day}T00:00:00+08:00`)

/**
 * Whether `days` consecutive days with somebody else on the link are complete on some day of the month. They may have
 * begun before it: a month of 28 days could never hold 30. (The rules leave the month open; this is our choice.)
 */
export function keptLinkBusy(opened: readonly DayRange[], days: number, period: Period): boolean {
  const ranges = opened
    .map((range) => ({ from: start(range.from), end: start(range.to) + DAY_MS }))
    .sort((a, b) => a.from - b.from)
  const monthStart = periodStart(period)
  const monthEnd = periodEnd(period)
  let run: { from: number; end: number } | undefined
  for (const range of ranges) {
    run = run && range.from <= run.end ? { from: run.from, end: Math.max(run.end, range.end) } : range
    // Days complete at `from + days`, and stay so until the run ends.
    const complete = run.from + days * DAY_MS
    if (complete <= run.end && complete <= monthEnd && run.end > monthStart) return true
  }
  return false
}

/**
 * halfUp(net sales × (tier-2 rate − base rate) × part), one rounding; 0 with fewer than two tiers. Negative where the
 * second tier pays less than the base rate, as the formula says; the plan check warns of such tiers.
 */
export function virtualTierFen(netFen: number, plan: Pick<Plan, 'tiers' | 'baseRateBp' | 'virtualTier'>): number {
  const second = plan.tiers[1]
  if (!second || !plan.virtualTier) return 0
  const rateBp = second.rateBp - plan.baseRateBp
  return halfUpDivide(BigInt(netFen) * BigInt(rateBp) * BigInt(plan.virtualTier.partBp), 100_000_000n)
}
