import { fromIsoWeek, fromWall, utc, WallTime, zoneOffset } from '../calendar'
import { failed } from '../values'

const digits = (value: number, width: number) => String(value).padStart(width, '0')

/** ms of a zone's offset as `+0800`. */
function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  return `${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60), 2)}${digits(minutes % 60, 2)}`
}

const WRITTEN: Record<string, (time: WallTime, offset: number) => string> = {
  Y: (time) => digits(time.year, 4),
  m: (time) => digits(time.month, 2),
  d: (time) => digits(time.dayOfMonth, 2),
  H: (time) => digits(time.hour, 2),
  M: (time) => digits(time.minute, 2),
  S: (time) => digits(time.second, 2),
  L: (time) => digits(time.millisecond, 3),
  j: (time) => digits(time.dayOfYear, 3),
  w: (time) => String(time.dayOfWeek),
  u: (time) => String(time.isoDayOfWeek),
  U: (time) => digits(time.week, 2),
  V: (time) => digits(time.isoWeek, 2),
  G: (time) => digits(time.isoWeekYear, 4),
  z: (_, offset) => offsetText(offset),
  Z: (_, offset) => `${offset < 0 ? '-' : '+'}${Math.abs(offset) / 60_000}`,
  '%': () => '%',
}

/** A time written by MongoDB's format specifiers. `at` and `offset` (of the zone) are ms. */
export function formatDate(at: number, offset: number, format: string): string {
  const time = new WallTime(at + offset)
  return format.replace(/%(.?)/gs, (_, letter: string) => {
    const write = WRITTEN[letter]
    if (write) return write(time, offset)
    if (letter === '') throw failed("Unmatched '%' at end of format string")
    throw failed(`Invalid format character '%${letter}' in format string`)
  })
}

const READ: Record<string, string> = {
  Y: '(?<year>\\d{4})',
  m: '(?<month>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  M: '(?<minute>\\d{1,2})',
  S: '(?<second>\\d{1,2})',
  L: '(?<fraction>\\d{1,3})',
  G: '(?<isoYear>\\d{4})',
  V: '(?<isoWeek>\\d{1,2})',
  u: '(?<isoDay>[1-7])',
  z: '(?<zone>Z|[+-]\\d{2}:?\\d{2})',
  Z: '(?<minutes>[+-]\\d+)',
  '%': '%',
}

/** What is read without a format: ISO 8601 and near relatives of it. */
const USUAL =
  /^\s*(?<year>\d{4})[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?(?:[T ]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?)?\s*(?<zone>Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?\s*$/

function readerOf(format: string): RegExp {
  const pattern = format.replace(/%(.?)|[\\^$.*+?()[\]{}|]/gs, (text, letter?: string) => {
    if (letter === undefined) return `\\${text}`
    const read = READ[letter]
    if (read === undefined) throw failed(`Invalid format character '%${letter}' in format string`)
    return read
  })
  return new RegExp(`^${pattern}$`)
}

/**
 * ms since 1970 of a date in text.
 * @param zone where the text's time is meant, when it does not say itself
 * @throws DatabaseError when it is no such date
 */
export function parseDate(text: string, format: string | undefined, zone: string | undefined): number {
  const found = (format === undefined ? USUAL : readerOf(format)).exec(text)?.groups
  if (!found) throw failed(`Error parsing date string '${text}'`)
  const number = (key: string, otherwise: number) => (found[key] === undefined ? otherwise : Number(found[key]))
  const month = number('month', 1)
  const day = number('day', 1)
  const [hour, minute, second] = [number('hour', 0), number('minute', 0), number('second', 0)]
  const isDate =
    month >= 1 && month <= 12 && day >= 1 && new WallTime(utc(number('year', 1970), month, day)).month === month
  if (!isDate || hour > 24 || minute > 59 || second > 59) throw failed(`Error parsing date string '${text}'`)
  const start =
    found.isoYear === undefined
      ? utc(number('year', 1970), month, day)
      : fromIsoWeek(number('isoYear', 1970), number('isoWeek', 1), number('isoDay', 1))
  const ms = Number((found.fraction ?? '').padEnd(3, '0').slice(0, 3))
  const wall = start + utc(1970, 1, 1, hour, minute, second, ms)
  const own = found.zone
  if (own === undefined && found.minutes === undefined) return fromWall(wall, zone ?? 'UTC')
  if (zone !== undefined) {
    throw failed('you cannot pass in a date/time string with time zone information together with a timezone argument')
  }
  return wall - (own === undefined ? Number(found.minutes) * 60_000 : zoneOffset(own, wall))
}
