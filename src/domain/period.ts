import { dayKey } from './time'

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
  const year = Number(period.slice(0, 4))
  const month = Number(period.slice(5))
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${period.slice(0, 5)}${String(month + 1).padStart(2, '0')}`
}

/** The first instant after it. */
export function periodEnd(period: Period): number {
  return periodStart(nextPeriod(period))
}

/** Whether a text names a month. */
export function isPeriod(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}
