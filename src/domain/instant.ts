const pattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(?:Z|([+-])(\d{2})(?::?(\d{2}))?)$/

/** Months are written with four digits of the year, and so is the month after. */
const LAST_YEAR = 9998

/**
 * ISO 8601 with an offset (`2026-11-21T14:00:00+08:00`; seconds may be left out) → ms since the epoch; a fraction of a
 * second is kept to the microsecond, for orders are sorted by it. A moment without an offset, and a day that no
 * calendar has, are undefined: nothing is guessed.
 */
export function parseInstant(text: string): number | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = 0, fraction = '', sign, offsetHour = 0, offsetMinute = 0] = match
  if (Number(year) < 1 || Number(year) > LAST_YEAR) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  // The calendar rolls 30 February over into March; then it is another month.
  if (date.getUTCMonth() !== Number(month) - 1) return undefined
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  const minutes = Number(hour) * 60 + Number(minute) - offset
  return date.getTime() + (minutes * 60 + Number(second)) * 1000 + Number(fraction.padEnd(6, '0')) / 1000
}

/** An instant as Shanghai writes it, to the millisecond: `2026-11-21T14:00:00.000+08:00`. */
export function instantText(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
}
