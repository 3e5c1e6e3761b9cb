import type { Operator } from '../expression'
import { failed, isNil, typeName } from '../values'
import { binary, fixed, unary, variadic } from './arguments'

/** A function of one number; null of null. */
function ofNumber(evaluate: (value: number, name: string) => number): Operator {
  return unary((value, name) => {
    if (isNil(value)) return null
    if (typeof value !== 'number') throw failed(`${name} only supports numeric types, not ${typeName(value)}`)
    return evaluate(value, name)
  })
}

function positive(value: number, name: string): number {
  if (value <= 0) throw failed(`${name}'s argument must be a positive number, but is ${value}`)
  return value
}

/** Rounds at a decimal place (negative ones are before the point), ties by `round`. */
function atPlace(round: (value: number) => number): Operator {
  return fixed(1, 2, ([value, place = 0], name) => {
    if (isNil(value) || isNil(place)) return null
    if (typeof value !== 'number') throw failed(`${name} only supports numeric types, not ${typeName(value)}`)
    if (typeof place !== 'number' || !Number.isInteger(place) || place < -20 || place > 100) {
      throw failed(`cannot apply ${name} with precision value ${String(place)} value must be in [-20, 100]`)
    }
    if (place === 0 || !Number.isFinite(value)) return round(value)
    // By decimal text: 1.005 * 100 would already be off.
    const [digits = '0', exponent = '0'] = String(value).split('e')
    const [whole, power = '0'] = String(round(Number(`${digits}e${Number(exponent) + place}`))).split('e')
    return Number(`${whole}e${Number(power) - place}`)
  })
}

function halfToEven(value: number): number {
  const down = Math.floor(value)
  if (value - down !== 0.5) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}

const add = variadic((values) => {
  let sum = 0
  let date = false
  for (const value of values) {
    if (isNil(value)) return null
    if (value instanceof Date) {
      if (date) throw failed('only one date allowed in an $add expression')
      date = true
      sum += value.getTime()
    } else if (typeof value === 'number') sum += value
    else throw failed(`$add only supports numeric or date types, not ${typeName(value)}`)
  }
  return date ? new Date(sum) : sum
})

const subtract = binary((a, b) => {
  if (isNil(a) || isNil(b)) return null
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (a instanceof Date && typeof b === 'number') return new Date(a.getTime() - b)
  throw failed(`cant $subtract a ${typeName(b)} from a ${typeName(a)}`)
})

const multiply = variadic((values) => {
  let product = 1
  for (const value of values) {
    if (isNil(value)) return null
    if (typeof value !== 'number') throw failed(`$multiply only supports numeric types, not ${typeName(value)}`)
    product *= value
  }
  return product
})

/** A function of two numbers; null when one of them is. */
function ofNumbers(evaluate: (a: number, b: number, name: string) => number): Operator {
  return binary((a, b, name) => {
    if (isNil(a) || isNil(b)) return null
    if (typeof a !== 'number' || typeof b !== 'number') {
      throw failed(`${name} only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
    }
    return evaluate(a, b, name)
  })
}

function nonZero(value: number, name: string): number {
  if (value === 0) throw failed(`can't ${name} by zero`)
  return value
}

function log(value: number, base: number): number {
  positive(value, '$log')
  if (base <= 0 || base === 1) throw failed(`$log's base must be a positive number not equal to 1, but is ${base}`)
  return Math.log(value) / Math.log(base)
}

function pow(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw failed('$pow cannot take a base of 0 and a negative exponent')
  return base ** exponent
}

export const arithmetic: Record<string, Operator> = {
  $abs: ofNumber(Math.abs),
  $add: add,
  $ceil: ofNumber(Math.ceil),
  $divide: ofNumbers((a, b, name) => a / nonZero(b, name)),
  $exp: ofNumber(Math.exp),
  $floor: ofNumber(Math.floor),
  $ln: ofNumber((value, name) => Math.log(positive(value, name))),
  $log: ofNumbers(log),
  $log10: ofNumber((value, name) => Math.log10(positive(value, name))),
  $mod: ofNumbers((a, b, name) => a % nonZero(b, name)),
  $multiply: multiply,
  $pow: ofNumbers(pow),
  $round: atPlace(halfToEven),
  $sqrt: ofNumber((value) => {
    if (value < 0) throw failed("$sqrt's argument must be greater than or equal to 0")
    return Math.sqrt(value)
  }),
  $subtract: subtract,
  $trunc: atPlace(Math.trunc),
}
