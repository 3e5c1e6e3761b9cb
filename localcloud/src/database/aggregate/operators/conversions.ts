import { Extended } from '../../ejson'
import type { Operator } from '../expression'
import { failed, isNil, isTrue, typeName } from '../values'
import { named, unary } from './arguments'
import { parseDate } from './date-text'
import { timeOf } from './dates'

function toNumber(value: unknown, to: string): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date && to !== 'int') return value.getTime()
  if (typeof value === 'string') {
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return Number(value)
    throw failed(`Failed to parse number '${value}' in $convert with no onError value`)
  }
  throw unsupported(value, to)
}

function toInteger(value: unknown, to: 'int' | 'long'): number {
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) {
    throw failed(`Failed to parse number '${value}' in $convert with no onError value`)
  }
  const whole = Math.trunc(toNumber(value, to))
  if (to === 'int' && whole !== (whole | 0)) {
    throw failed(`Conversion would overflow target type in $convert with no onError value: ${whole}`)
  }
  return whole
}

function toDate(value: unknown): Date {
  if (typeof value === 'number') return new Date(value)
  if (typeof value === 'string') return new Date(parseDate(value, undefined, undefined))
  if (value instanceof Date || value instanceof Extended) return new Date(timeOf(value))
  throw unsupported(value, 'date')
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Extended) {
    const { $oid } = JSON.parse(value.json)
    if (typeof $oid === 'string') return $oid
  }
  if (typeof value === 'object') throw unsupported(value, 'string')
  return String(value)
}

function unsupported(value: unknown, to: string) {
  return failed(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`)
}

/** By name and by number of the BSON type. */
const CONVERSIONS: Record<string, (value: unknown) => unknown> = {
  double: (value) => toNumber(value, 'double'),
  string: textOf,
  bool: isTrue,
  date: toDate,
  int: (value) => toInteger(value, 'int'),
  long: (value) => toInteger(value, 'long'),
}
const NUMBERS: Record<number, string> = { 1: 'double', 2: 'string', 8: 'bool', 9: 'date', 16: 'int', 18: 'long' }

const convert = named(['input', 'to', 'onError?', 'onNull?'], ({ input, to, onNull = null, ...rest }) => {
  if (isNil(to)) return null
  const conversion = CONVERSIONS[typeof to === 'number' ? String(NUMBERS[to]) : String(to)]
  if (!conversion) throw failed(`Unknown type name: ${String(to)}`)
  if (isNil(input)) return onNull
  try {
    return conversion(input)
  } catch (error) {
    if ('onError' in rest) return rest.onError
    throw error
  }
})

const to = (type: string) => unary((value) => (isNil(value) ? null : CONVERSIONS[type]?.(value)))

export const conversions: Record<string, Operator> = {
  $convert: convert,
  $toBool: to('bool'),
  $toDate: to('date'),
  $toDouble: to('double'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toString: to('string'),
  $type: unary(typeName),
}
