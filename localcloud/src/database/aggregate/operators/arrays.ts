import { equalValues } from '../../compare'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import type { Operator } from '../expression'
import { failed, isNil, isTrue, typeName } from '../values'
import { binary, fixed, named, parameters, unary, variadic } from './arguments'

/** A whole number that an operator asks for as its `which` argument. */
function integer(value: unknown, name: string, which: string): number {
  if (typeof value !== 'number')
    throw failed(`${name}'s ${which} argument must be a numeric value, but is ${typeName(value)}`)
  if (!Number.isInteger(value)) {
    throw failed(`${name}'s ${which} argument must be representable as a 32-bit integer: ${value}`)
  }
  return value
}

const arrayElemAt = binary((array, position, name) => {
  if (isNil(array) || isNil(position)) return null
  if (!Array.isArray(array)) throw failed(`${name}'s first argument must be an array, but is ${typeName(array)}`)
  const at = integer(position, name, 'second')
  return array[at < 0 ? array.length + at : at]
})

const arrayToObject = unary((input, name) => {
  if (isNil(input)) return null
  if (!Array.isArray(input)) throw failed(`${name} requires an array input, found: ${typeName(input)}`)
  const result: Document = {}
  for (const item of input) {
    const pair = Array.isArray(item) ? item : isPlainObject(item) && 'k' in item && 'v' in item ? [item.k, item.v] : []
    if (pair.length !== 2 || typeof pair[0] !== 'string') {
      throw failed(`${name} requires items of two, a text and a value, or objects with fields 'k' and 'v'`)
    }
    result[pair[0]] = pair[1]
  }
  return result
})

const objectToArray = unary((input, name) => {
  if (isNil(input)) return null
  if (!isPlainObject(input)) throw failed(`${name} requires a document input, found: ${typeName(input)}`)
  return Object.entries(input).map(([k, v]) => ({ k, v }))
})

const concatArrays = variadic((values, name) => {
  const result: unknown[] = []
  for (const value of values) {
    if (isNil(value)) return null
    if (!Array.isArray(value)) throw failed(`${name} only supports arrays, not ${typeName(value)}`)
    for (const item of value) result.push(item)
  }
  return result
})

/** $filter and $map: something of each item, which is a variable meanwhile. */
function eachItem(body: string, combine: (items: unknown[], results: unknown[]) => unknown[]): Operator {
  return (operand, compile, name) => {
    const options = parameters(operand, name, ['input', 'as?', body])
    const as = options.as === undefined ? 'this' : variableName(options.as)
    const input = compile(options.input)
    const each = compile(options[body], [as])
    return (scope) => {
      const items = input(scope)
      if (isNil(items)) return null
      if (!Array.isArray(items)) throw failed(`input to ${name} must be an array not ${typeName(items)}`)
      const results = items.map((item) => each({ ...scope, variables: { ...scope.variables, [as]: item } }))
      return combine(items, results)
    }
  }
}

export function variableName(name: unknown): string {
  if (typeof name !== 'string' || !/^[a-z\u0080-\uffff]\w*$/.test(name)) {
    throw failed(`'${String(name)}' starts with an invalid character for a user variable name`)
  }
  return name
}

const reduce: Operator = (operand, compile, name) => {
  const options = parameters(operand, name, ['input', 'initialValue', 'in'])
  const input = compile(options.input)
  const initial = compile(options.initialValue)
  const step = compile(options.in, ['this', 'value'])
  return (scope) => {
    const items = input(scope)
    if (isNil(items)) return null
    if (!Array.isArray(items))
      throw failed(`${name} requires that 'input' be an array, found: ${JSON.stringify(items)}`)
    let value = initial(scope)
    for (const item of items) value = step({ ...scope, variables: { ...scope.variables, this: item, value } })
    return value
  }
}

const isIn = binary((value, array, name) => {
  if (!Array.isArray(array)) throw failed(`${name} requires an array as a second argument, found: ${typeName(array)}`)
  return array.some((item) => equalValues(item, value))
})

const indexOfArray = fixed(2, 4, ([array, value, start = 0, end], name) => {
  if (isNil(array)) return null
  if (!Array.isArray(array)) throw failed(`${name} requires an array as a first argument, found: ${typeName(array)}`)
  const until = end === undefined ? array.length : Math.min(bound(end, name), array.length)
  for (let i = bound(start, name); i < until; i++) if (equalValues(array[i], value)) return i
  return -1
})

function bound(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw failed(`${name} requires a nonnegative integral index, found a value of type: ${typeName(value)}`)
}

const range = fixed(2, 3, ([start, end, step = 1], name) => {
  const [from, to, by] = [
    rangePart(start, name, 'starting'),
    rangePart(end, name, 'ending'),
    rangePart(step, name, 'step'),
  ]
  if (by === 0) throw failed(`${name} requires a non-zero step value`)
  const result: number[] = []
  for (let value = from; by > 0 ? value < to : value > to; value += by) result.push(value)
  return result
})

function rangePart(value: unknown, name: string, which: string): number {
  if (typeof value !== 'number')
    throw failed(`${name} requires a numeric ${which} value, found value of type: ${typeName(value)}`)
  if (!Number.isInteger(value))
    throw failed(`${name} requires a ${which} value that can be represented as a 32-bit integer, found value: ${value}`)
  return value
}

const slice = fixed(2, 3, ([array, first, second], name) => {
  if (isNil(array) || isNil(first) || second === null) return null
  if (!Array.isArray(array))
    throw failed(`First argument to ${name} must be an array, but is of type: ${typeName(array)}`)
  const at = integer(first, name, 'second')
  if (second === undefined) return at >= 0 ? array.slice(0, at) : array.slice(at)
  const count = integer(second, name, 'third')
  if (count <= 0) throw failed(`Third argument to ${name} must be positive: ${count}`)
  const from = at < 0 ? Math.max(array.length + at, 0) : at
  return array.slice(from, from + count)
})

const zip = named(['inputs', 'useLongestLength?', 'defaults?'], ({ inputs, useLongestLength, defaults }, name) => {
  if (isNil(inputs)) return null
  if (!Array.isArray(inputs)) throw failed(`inputs must be an array of expressions, found ${typeName(inputs)}`)
  if (inputs.some(isNil)) return null
  const wrong = inputs.find((input) => !Array.isArray(input))
  if (wrong !== undefined) throw failed(`${name} found a non-array expression in input: ${JSON.stringify(wrong)}`)
  if (!isNil(defaults) && useLongestLength !== true)
    throw failed('cannot specify defaults unless useLongestLength is true')
  const arrays = inputs as unknown[][]
  const lengths = arrays.map((array) => array.length)
  const length = useLongestLength === true ? Math.max(0, ...lengths) : Math.min(...lengths, Number.POSITIVE_INFINITY)
  const spare = Array.isArray(defaults) ? defaults : []
  return Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, i) =>
    arrays.map((array, which) => (i < array.length ? array[i] : (spare[which] ?? null))),
  )
})

/** A function of one array; null of null. */
function ofArray(evaluate: (array: unknown[]) => unknown): Operator {
  return unary((value, name) => {
    if (isNil(value) && name !== '$size') return null
    if (Array.isArray(value)) return evaluate(value)
    throw failed(`The argument to ${name} must be an array, but was of type: ${typeName(value)}`)
  })
}

export const arrays: Record<string, Operator> = {
  $arrayElemAt: arrayElemAt,
  $arrayToObject: arrayToObject,
  $concatArrays: concatArrays,
  $filter: eachItem('cond', (items, results) => items.filter((_, i) => isTrue(results[i]))),
  $in: isIn,
  $indexOfArray: indexOfArray,
  $isArray: unary((value) => Array.isArray(value)),
  $map: eachItem('in', (_, results) => results.map((result) => result ?? null)),
  $objectToArray: objectToArray,
  $range: range,
  $reduce: reduce,
  $reverseArray: ofArray((array) => [...array].reverse()),
  $size: ofArray((array) => array.length),
  $slice: slice,
  $zip: zip,
}
