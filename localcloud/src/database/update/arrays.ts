import { compareValues, documentComparator, equalValues } from '../compare'
import { isPlainObject } from '../plain'
import type { SortSpec } from '../types'
import { invalid, itemMatcher, type Operator, shownId, typeName } from './common'
import type { Draft } from './draft'

/** What each operator says of a field that is no array. */
const NO_ARRAY: Record<string, (path: string, type: string, draft: Draft) => string> = {
  $push: (path, type, draft) =>
    `The field '${path}' must be an array but is of type ${type} in document ${shownId(draft)}`,
  $pop: (path, type) => `Path '${path}' contains an element of non-array type '${type}'`,
  $pull: () => 'Cannot apply $pull to a non-array value',
  $pullAll: () => 'Cannot apply $pull to a non-array value',
  $addToSet: (path, type) =>
    `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${type}`,
}

/** The array at a path, or undefined when the field is missing. Anything else there is an error. */
function arrayAt(draft: Draft, parts: string[], operator: string): unknown[] | undefined {
  const value = draft.get(parts)
  if (value === undefined || Array.isArray(value)) return value
  throw invalid(NO_ARRAY[operator]?.(parts.join('.'), typeName(value), draft) ?? `${operator} needs an array`)
}

const push: Operator = (draft, parts, operand) => {
  const current = arrayAt(draft, parts, '$push') ?? []
  if (!isPlainObject(operand) || !('$each' in operand)) {
    draft.set(parts, [...current, operand])
    return
  }
  const { $each, $position, $slice, $sort, ...unknown } = operand
  const [extra] = Object.keys(unknown)
  if (extra !== undefined) throw invalid(`Unrecognized clause in $push: ${extra}`)
  if (!Array.isArray($each)) {
    throw invalid(`The argument to $each in $push must be an array but it was of type: ${typeName($each)}`)
  }
  const items = [...current]
  items.splice($position === undefined ? items.length : integer($position, '$position'), 0, ...$each)
  if ($sort !== undefined) items.sort(itemComparator($sort))
  draft.set(parts, $slice === undefined ? items : slice(items, integer($slice, '$slice')))
}

function integer(value: unknown, clause: string): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw invalid(`The value for ${clause} must be an integer value, not of type: ${typeName(value)}`)
}

function slice(items: unknown[], count: number): unknown[] {
  return count >= 0 ? items.slice(0, count) : items.slice(count)
}

function itemComparator(sort: unknown): (a: unknown, b: unknown) => number {
  if (sort === 1 || sort === -1) return (a, b) => compareValues(a, b) * sort
  if (!isPlainObject(sort) || !Object.values(sort).every((way) => way === 1 || way === -1)) {
    throw invalid('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields')
  }
  const compare = documentComparator(sort as SortSpec)
  return (a, b) => compare(isPlainObject(a) ? a : {}, isPlainObject(b) ? b : {})
}

const pop: Operator = (draft, parts, operand) => {
  const current = arrayAt(draft, parts, '$pop')
  if (operand !== 1 && operand !== -1) throw invalid(`$pop expects 1 or -1, found: ${JSON.stringify(operand)}`)
  if (current?.length) draft.set(parts, operand === 1 ? current.slice(0, -1) : current.slice(1))
}

function removeItems(draft: Draft, parts: string[], operator: string, unwanted: (item: unknown) => boolean): void {
  const current = arrayAt(draft, parts, operator)
  const kept = current?.filter((item) => !unwanted(item))
  if (kept && kept.length !== current?.length) draft.set(parts, kept)
}

const pull: Operator = (draft, parts, operand) => {
  const unwanted = Array.isArray(operand) ? (item: unknown) => equalValues(item, operand) : itemMatcher(operand)
  removeItems(draft, parts, '$pull', unwanted)
}

const pullAll: Operator = (draft, parts, operand) => {
  if (!Array.isArray(operand)) {
    throw invalid(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  }
  removeItems(draft, parts, '$pullAll', (item) => operand.some((value) => equalValues(value, item)))
}

const addToSet: Operator = (draft, parts, operand) => {
  const current = arrayAt(draft, parts, '$addToSet')
  const each = isPlainObject(operand) && '$each' in operand
  const values = each ? (operand as { $each: unknown }).$each : [operand]
  if (!Array.isArray(values)) {
    throw invalid(`The argument to $each in $addToSet must be an array but it was of type ${typeName(values)}`)
  }
  const items = [...(current ?? [])]
  for (const value of values) if (!items.some((item) => equalValues(item, value))) items.push(value)
  if (!current || items.length !== current.length) draft.set(parts, items)
}

export const arrayOperators: Record<string, Operator> = {
  $push: push,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
  $addToSet: addToSet,
}
