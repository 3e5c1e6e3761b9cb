import { DAY_MS, dayKey } from './time'

/**
 * A period is a calendar month in Asia/Shanghai, written `YYYY-MM`; so written, periods compare as text. Like
 * `time.ts`, plain UTC+8.
 */
export type Period = string

/** The month an instant falls into. */
export function periodOf(at: number): Period {
  return dayKey(at).slice(0, 7)
}

/** Its first instant. */
export function periodStart(period: Period): number {
  return Date.parse(`${period}-01T00:00:00+08:00`)
}

/** The month after. */
export function nextPeriod(period: Period): Period {
  // No month has more days, and none so few that the day 31 days after its first is two months on.
  return periodOf(periodStart(period) + 31 * DAY_MS)
}

/** The first instant after it. */
export function periodEnd(period: Period): number {
  return periodStart(nextPeriod(period))
}

/** Whether a text names a month. */
export function isPeriod(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}
