const pattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-](\d{2}):(\d{2}))$/

/**
 * ISO 8601 with an offset (`2026-11-21T14:00:00+08:00`; seconds may be left out) → ms since the epoch. A moment without
 * an offset, and a day that no calendar has, are undefined: nothing is guessed.
 */
export function parseInstant(text: string): number | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, day, hour, minute, second, offsetHour, offsetMinute] = match
  // What is left out is no number, and none too large.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  if (Number(offsetHour) > 14 || Number(offsetMinute) > 59) return undefined
  // The calendar rolls 30 February over into March; then it is another day.
  const midnight = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined
  return Date.parse(text)
}

/** An instant as Shanghai writes it: `2026-11-21T14:00:00.000+08:00`. */
export function instantText(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
}
