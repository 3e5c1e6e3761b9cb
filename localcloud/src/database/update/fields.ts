import { compareValues, equalValues } from '../compare'
import { splitPath } from '../paths'
import { isPlainObject } from '../plain'
import { invalid, type Operator } from './common'

const set: Operator = (draft, parts, operand) => {
  const current = draft.get(parts)
  if (current !== undefined && equalValues(current, operand)) return
  draft.set(parts, operand === undefined ? null : operand)
}

const setOnInsert: Operator = (draft, parts, operand, { inserting }) => {
  if (inserting) draft.set(parts, operand)
}

const unset: Operator = (draft, parts) => draft.unset(parts)

function arithmetic(name: string, missing: 0 | 'operand', combine: (a: number, b: number) => number): Operator {
  return (draft, parts, operand) => {
    if (typeof operand !== 'number')
      throw invalid(`Cannot ${name} with non-numeric argument: {${parts.join('.')}: ${JSON.stringify(operand)}}`)
    const current = draft.get(parts)
    if (current !== undefined && typeof current !== 'number') {
      const type = current === null ? 'null' : Array.isArray(current) ? 'array' : typeof current
      throw invalid(
        `Cannot apply $${name} to a value of non-numeric type: field '${parts.join('.')}' is of type ${type}`,
      )
    }
    const result = current === undefined ? (missing === 0 ? 0 : operand) : combine(current, operand)
    if (result !== current) draft.set(parts, result)
  }
}

function extreme(better: (order: number) => boolean): Operator {
  return (draft, parts, operand) => {
    const current = draft.get(parts)
    if (current === undefined || better(compareValues(operand, current))) draft.set(parts, operand)
  }
}

const rename: Operator = (draft, parts, operand) => {
  if (typeof operand !== 'string' || operand === '') throw invalid(`The 'to' field for $rename must be a string`)
  const value = draft.get(parts)
  if (value === undefined) return
  draft.unset(parts)
  draft.set(splitPath(operand), value)
}

const currentDate: Operator = (draft, parts, operand, { now }) => {
  if (operand !== true && !(isPlainObject(operand) && operand.$type === 'date')) {
    throw invalid('$currentDate takes true or {$type: "date"}')
  }
  draft.set(parts, new Date(now))
}

const bit: Operator = (draft, parts, operand) => {
  const current = draft.get(parts) ?? 0
  if (!isPlainObject(operand) || typeof current !== 'number' || !Number.isInteger(current)) {
    throw invalid(`Cannot apply $bit to field '${parts.join('.')}'`)
  }
  let result = current
  for (const [name, value] of Object.entries(operand)) {
    if (typeof value !== 'number') throw invalid('$bit takes integers')
    if (name === 'and') result &= value
    else if (name === 'or') result |= value
    else if (name === 'xor') result ^= value
    else throw invalid(`$bit knows and, or, xor, not ${name}`)
  }
  draft.set(parts, result)
}

export const fieldOperators: Record<string, Operator> = {
  $set: set,
  $setOnInsert: setOnInsert,
  $unset: unset,
  $inc: arithmetic('increment', 'operand', (a, b) => a + b),
  $mul: arithmetic('multiply', 0, (a, b) => a * b),
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $rename: rename,
  $currentDate: currentDate,
  $bit: bit,
}
