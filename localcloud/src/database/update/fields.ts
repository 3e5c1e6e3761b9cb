import { compareValues, equalValues } from '../compare'
import { splitPath } from '../paths'
import { isPlainObject } from '../plain'
import { invalid, type Operator, shownId, typeName } from './common'
import type { Draft } from './draft'

const set: Operator = (draft, parts, operand) => {
  const current = draft.get(parts)
  if (current !== undefined && equalValues(current, operand)) return
  draft.set(parts, operand === undefined ? null : operand)
}

const setOnInsert: Operator = (draft, parts, operand, { inserting }) => {
  if (inserting) draft.set(parts, operand)
}

const unset: Operator = (draft, parts) => draft.unset(parts)

function arithmetic(
  name: '$inc' | '$mul',
  missing: (operand: number) => number,
  combine: (a: number, b: number) => number,
): Operator {
  return (draft, parts, operand) => {
    const path = parts.join('.')
    if (typeof operand !== 'number') {
      const what = name === '$inc' ? 'increment' : 'multiply'
      throw invalid(`Cannot ${what} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`)
    }
    const current = draft.get(parts)
    if (current !== undefined && typeof current !== 'number') {
      throw invalid(
        `Cannot apply ${name} to a value of non-numeric type. ${shownId(draft)} has the field '${path}' of non-numeric type ${typeName(current)}`,
      )
    }
    const result = current === undefined ? missing(operand) : combine(current, operand)
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
  const from = parts.join('.')
  if (typeof operand !== 'string' || operand === '') {
    throw invalid(`The 'to' field for $rename must be a string: ${from}: ${JSON.stringify(operand)}`)
  }
  if (from === operand) throw invalid(`The source and target field for $rename must differ: ${from}: "${operand}"`)
  outsideArrays(draft, parts, 'source')
  outsideArrays(draft, splitPath(operand), 'destination')
  const value = draft.get(parts)
  if (value === undefined) return
  draft.unset(parts)
  draft.set(splitPath(operand), value)
}

function outsideArrays(draft: Draft, parts: string[], which: string): void {
  for (let i = 1; i < parts.length; i++) {
    if (!Array.isArray(draft.get(parts.slice(0, i)))) continue
    const path = parts.join('.')
    throw invalid(
      `The ${which} field cannot be an array element, '${path}' in doc with _id: ${JSON.stringify(draft.get(['_id']))} has an array field called '${parts[i - 1]}'`,
    )
  }
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
  $inc: arithmetic(
    '$inc',
    (operand) => operand,
    (a, b) => a + b,
  ),
  $mul: arithmetic(
    '$mul',
    () => 0,
    (a, b) => a * b,
  ),
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $rename: rename,
  $currentDate: currentDate,
  $bit: bit,
}
