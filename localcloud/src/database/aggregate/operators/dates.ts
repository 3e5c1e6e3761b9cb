import { Extended } from '../../ejson'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { fromIsoWeek, fromWall, utc, WallTime, zoneOffset } from '../calendar'
import type { Operator } from '../expression'
import { failed, isNil, typeName } from '../values'
import { named, parameters } from './arguments'
import { formatDate, parseDate } from './date-text'

/** A value that stands for a time: a date, or an ObjectId, which begins with the second it was made in. */
export function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  if (value instanceof Extended) {
    const { $oid } = JSON.parse(value.json)
    if (typeof $oid === 'string') return Number.parseInt($oid.slice(0, 8), 16) * 1000
  }
  throw failed(`can't convert from BSON type ${typeName(value)} to Date`)
}

/** The name of a time zone; UTC when there is none. */
function zoneName(zone: unknown): string {
  if (zone === undefined) return 'UTC'
  if (typeof zone !== 'string') throw failed(`timezone must evaluate to a string, found ${typeName(zone)}`)
  return zone
}

/** One part of a date, given alone or as `{date, timezone}`. */
function part(read: (time: WallTime) => number): Operator {
  return (operand, compile, name) => {
    const only = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand
    if (Array.isArray(only))
      throw failed(`${name} accepts exactly one argument if given an array, but was given ${only.length}`)
    const isOptions = isPlainObject(only) && !Object.keys(only).some((key) => key.startsWith('$'))
    const options: Document = isOptions ? parameters(only, name, ['date', 'timezone?']) : { date: only }
    const [date, timezone] = [compile(options.date), compile(options.timezone)]
    return (scope) => {
      const [value, zone] = [date(scope), timezone(scope)]
      if (isNil(value) || zone === null) return null
      const at = timeOf(value)
      return read(new WallTime(at + zoneOffset(zoneName(zone), at)))
    }
  }
}

const dateToString = named(
  ['date', 'format?', 'timezone?', 'onNull?'],
  ({ date, format = '%Y-%m-%dT%H:%M:%S.%LZ', timezone, onNull = null }, name) => {
    if (isNil(date)) return onNull
    if (format === null || timezone === null) return null
    if (typeof format !== 'string')
      throw failed(`${name} requires that 'format' be a string, found: ${typeName(format)}`)
    const at = timeOf(date)
    return formatDate(at, zoneOffset(zoneName(timezone), at), format)
  },
)

const dateFromString = named(
  ['dateString', 'format?', 'timezone?', 'onError?', 'onNull?'],
  ({ dateString, format, timezone, onNull = null, ...rest }, name) => {
    if (isNil(dateString)) return onNull
    if (format === null || timezone === null) return null
    try {
      if (typeof dateString !== 'string') {
        throw failed(`${name} requires that 'dateString' be a string, found: ${typeName(dateString)}`)
      }
      if (format !== undefined && typeof format !== 'string') {
        throw failed(`${name} requires that 'format' be a string, found: ${typeName(format)}`)
      }
      return new Date(parseDate(dateString, format, timezone === undefined ? undefined : zoneName(timezone)))
    } catch (error) {
      if ('onError' in rest) return rest.onError
      throw error
    }
  },
)

const WALL_PARTS = ['year', 'month?', 'day?', 'hour?', 'minute?', 'second?', 'millisecond?', 'timezone?']
const ISO_PARTS = ['isoWeekYear', 'isoWeek?', 'isoDayOfWeek?', ...WALL_PARTS.slice(3)]

const dateFromParts: Operator = (operand, compile, name) => {
  const iso = isPlainObject(operand) && 'isoWeekYear' in operand
  return named(iso ? ISO_PARTS : WALL_PARTS, (values) => {
    if (Object.values(values).some(isNil)) return null
    const number = (key: string, otherwise: number) => wholeNumber(values, key, otherwise)
    const day = iso
      ? fromIsoWeek(number('isoWeekYear', 0), number('isoWeek', 1), number('isoDayOfWeek', 1))
      : utc(number('year', 0), number('month', 1), number('day', 1))
    const time = utc(1970, 1, 1, number('hour', 0), number('minute', 0), number('second', 0), number('millisecond', 0))
    return new Date(fromWall(day + time, zoneName(values.timezone)))
  })(operand, compile, name)
}

function wholeNumber(values: Document, key: string, otherwise: number): number {
  const value = values[key] ?? otherwise
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw failed(`'${key}' must evaluate to an integer, found ${typeName(value)} with value ${JSON.stringify(value)}`)
}

export const dates: Record<string, Operator> = {
  $dateFromParts: dateFromParts,
  $dateFromString: dateFromString,
  $dateToString: dateToString,
  $dayOfMonth: part((time) => time.dayOfMonth),
  $dayOfWeek: part((time) => time.dayOfWeek),
  $dayOfYear: part((time) => time.dayOfYear),
  $hour: part((time) => time.hour),
  $isoDayOfWeek: part((time) => time.isoDayOfWeek),
  $isoWeek: part((time) => time.isoWeek),
  $isoWeekYear: part((time) => time.isoWeekYear),
  $millisecond: part((time) => time.millisecond),
  $minute: part((time) => time.minute),
  $month: part((time) => time.month),
  $second: part((time) => time.second),
  $week: part((time) => time.week),
  $year: part((time) => time.year),
}
