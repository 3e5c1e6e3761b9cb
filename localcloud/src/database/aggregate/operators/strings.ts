import { toRegExp } from '../../ejson'
import type { Operator } from '../expression'
import { failed, isNil, typeName } from '../values'
import { binary, fixed, named, unary, variadic } from './arguments'

/** What operators that take any text make of a value: numbers and dates are written out, null is empty. */
export function toText(value: unknown): string {
  if (isNil(value)) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Date) return value.toISOString()
  throw failed(`can't convert from BSON type ${typeName(value)} to String`)
}

/** Only ASCII letters change, as in MongoDB. */
const toLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const toUpper = (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())

const concat = variadic((values, name) => {
  let text = ''
  for (const value of values) {
    if (isNil(value)) return null
    if (typeof value !== 'string') throw failed(`${name} only supports strings, not ${typeName(value)}`)
    text += value
  }
  return text
})

const split = binary((text, separator, name) => {
  if (isNil(text) || isNil(separator)) return null
  for (const [value, which] of [
    [text, 'first'],
    [separator, 'second'],
  ]) {
    if (typeof value === 'string') continue
    throw failed(
      `${name} requires an expression that evaluates to a string as a ${which} argument, found: ${typeName(value)}`,
    )
  }
  if (separator === '') throw failed(`${name} requires a non-empty separator`)
  return (text as string).split(separator as string)
})

/** A text as what positions in it count: UTF-8 bytes, or code points. Both compare by `equals` and join to a text. */
interface Units {
  of(text: string): Buffer | string[]
  text(units: Buffer | string[]): string
}

const bytes: Units = { of: (text) => Buffer.from(text), text: (units) => units.toString() }
const codePoints: Units = { of: (text) => [...text], text: (units) => (units as string[]).join('') }

const length = ({ of }: Units) =>
  unary((text, name) => {
    if (typeof text !== 'string') throw failed(`${name} requires a string argument, found: ${typeName(text)}`)
    return of(text).length
  })

const indexOf = ({ of }: Units) =>
  fixed(2, 4, ([text, wanted, start = 0, end], name) => {
    if (isNil(text)) return null
    for (const [value, which] of [
      [text, 'first'],
      [wanted, 'second'],
    ]) {
      if (typeof value !== 'string')
        throw failed(`${name} requires a string as the ${which} argument, found: ${typeName(value)}`)
    }
    const units = of(text as string)
    const searched = of(wanted as string)
    const until = end === undefined ? units.length : Math.min(position(end, name), units.length)
    for (let at = position(start, name); at + searched.length <= until; at++) {
      if (searched.every((unit, i) => units[at + i] === unit)) return at
    }
    return -1
  })

function position(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw failed(`${name} requires a nonnegative integral index, found a value of type: ${typeName(value)}`)
}

function rangeNumber(value: unknown, name: string, what: string): number {
  if (typeof value !== 'number')
    throw failed(`${name}: ${what} must be a numeric type (is BSON type ${typeName(value)})`)
  return Math.trunc(value)
}

/** A negative length means the rest. A range must not cut a character into pieces. */
const substrBytes = fixed(3, 3, ([value, start, count], name) => {
  const units = Buffer.from(toText(value))
  const from = rangeNumber(start, name, 'Starting index')
  const wanted = rangeNumber(count, name, 'Length')
  if (from < 0) throw failed(`${name}: Starting index must be non-negative (got: ${from})`)
  const to = wanted < 0 ? units.length : Math.min(from + wanted, units.length)
  const isInside = (at: number) => ((units[at] ?? 0) & 0xc0) === 0x80
  if (isInside(from)) throw failed(`${name}:  Invalid range, starting index is a UTF-8 continuation byte.`)
  if (isInside(to)) throw failed(`${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`)
  return units.subarray(from, to).toString()
})

const substrCP = fixed(3, 3, ([value, start, count], name) => {
  const from = rangeNumber(start, name, 'starting index')
  const wanted = rangeNumber(count, name, 'length')
  if (from < 0) throw failed(`${name}: the starting index must be nonnegative integer.`)
  if (wanted < 0) throw failed(`${name}: length must be a nonnegative integer.`)
  return [...toText(value)].slice(from, from + wanted).join('')
})

const strcasecmp = binary((a, b) => {
  const [x, y] = [Buffer.from(toUpper(toText(a))), Buffer.from(toUpper(toText(b)))]
  return Buffer.compare(x, y)
})

/** $trim and its one-sided kin: takes away white space, or any of `chars`. */
const trim = (left: boolean, right: boolean) =>
  named(['input', 'chars?'], ({ input, chars }, name) => {
    if (isNil(input) || chars === null) return null
    for (const value of [input, chars ?? '']) {
      if (typeof value !== 'string') throw failed(`${name} requires its input to be a string, got ${typeName(value)}`)
    }
    const units = [...(input as string)]
    const unwanted = (unit = '') => (chars === undefined ? /[\s\0]/.test(unit) : (chars as string).includes(unit))
    let [from, to] = [0, units.length]
    while (left && from < to && unwanted(units[from])) from++
    while (right && to > from && unwanted(units[to - 1])) to--
    return units.slice(from, to).join('')
  })

const regexMatch = named(['input', 'regex', 'options?'], ({ input, regex, options }, name) => {
  if (isNil(input) || isNil(regex)) return false
  if (typeof input !== 'string') throw failed(`${name} needs 'input' to be of type string`)
  if (regex instanceof RegExp) return toRegExp(regex.source, `${regex.flags}${toText(options)}`).test(input)
  if (typeof regex !== 'string') throw failed(`${name} needs 'regex' to be of type string or regex`)
  return toRegExp(regex, toText(options)).test(input)
})

export const strings: Record<string, Operator> = {
  $concat: concat,
  $indexOfBytes: indexOf(bytes),
  $indexOfCP: indexOf(codePoints),
  $ltrim: trim(true, false),
  $regexMatch: regexMatch,
  $rtrim: trim(false, true),
  $split: split,
  $strLenBytes: length(bytes),
  $strLenCP: length(codePoints),
  $strcasecmp: strcasecmp,
  $substr: substrBytes,
  $substrBytes: substrBytes,
  $substrCP: substrCP,
  $toLower: unary((value) => toLower(toText(value))),
  $toUpper: unary((value) => toUpper(toText(value))),
  $trim: trim(true, true),
}
