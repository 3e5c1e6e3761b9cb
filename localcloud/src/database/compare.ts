import { Extended } from './ejson'
import type { SortSpec } from './types'

/** Rank of a value's type in MongoDB's order of types: null < numbers < strings < objects < arrays < … < regex. */
export function typeRank(value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 2
    case 'string':
      return 3
    case 'boolean':
      return 8
    case 'object':
      if (value === null) return 1
      if (Array.isArray(value)) return 5
      if (value instanceof Date) return 9
      if (value instanceof RegExp) return 11
      return value instanceof Extended ? 7 : 4
    default:
      return 1
  }
}

/** Order of any two values, as MongoDB sorts them; missing equals null. */
export function compareValues(a: unknown, b: unknown): number {
  const rank = typeRank(a)
  const other = typeRank(b)
  if (rank !== other) return rank - other
  switch (rank) {
    case 1:
      return 0
    case 2:
      return compareNumbers(Number(a), Number(b))
    case 3:
      return compareStrings(a as string, b as string)
    case 4:
      return compareObjects(a as Record<string, unknown>, b as Record<string, unknown>)
    case 5:
      return compareArrays(a as unknown[], b as unknown[])
    case 8:
      return Number(a) - Number(b)
    case 9:
      return (a as Date).getTime() - (b as Date).getTime()
    case 7:
      return compareStrings((a as Extended).json, (b as Extended).json)
    default:
      return compareStrings(String(a), String(b))
  }
}

/** Deep equality by value (dates by time, 1 and 1.0 the same, order of fields matters as in MongoDB). */
export function equalValues(a: unknown, b: unknown): boolean {
  return a === b || compareValues(a, b) === 0
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  // NaN is below all other numbers.
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1
}

/** By code point (the order of UTF-8 bytes), so that it agrees with the order of index keys on disk. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // Surrogates stand for code points above the rest of the 16-bit range.
    const high = (x & 0xf800) === 0xd800
    if (high !== ((y & 0xf800) === 0xd800)) return high ? 1 : -1
    return x - y
  }
  return a.length - b.length
}

function compareArrays(a: unknown[], b: unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareObjects(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const keys = Object.keys(a)
  const others = Object.keys(b)
  for (let i = 0; i < keys.length && i < others.length; i++) {
    const key = keys[i] as string
    const other = others[i] as string
    const order = typeRank(a[key]) - typeRank(b[other]) || compareStrings(key, other) || compareValues(a[key], b[other])
    if (order !== 0) return order
  }
  return keys.length - others.length
}

/** What an empty array sorts by: it comes before null and missing fields, as documented by MongoDB. */
const EMPTY = Symbol('empty array')

function compareSortKeys(a: unknown, b: unknown): number {
  if (a === EMPTY || b === EMPTY) return Number(b === EMPTY) - Number(a === EMPTY)
  return compareValues(a, b)
}

/** Comparator of documents for a sort specification. An array sorts by its least (ascending) or greatest item. */
export function documentComparator(sort: SortSpec): (a: object, b: object) => number {
  const fields = Object.entries(sort).map(([path, direction]) => ({ parts: path.split('.'), direction }))
  return (a, b) => {
    for (const { parts, direction } of fields) {
      const order = compareSortKeys(sortKey(a, parts, 0, direction), sortKey(b, parts, 0, direction))
      if (order !== 0) return direction < 0 ? -order : order
    }
    return 0
  }
}

function sortKey(value: unknown, parts: string[], from: number, direction: number): unknown {
  for (let i = from; i < parts.length; i++) {
    if (Array.isArray(value)) {
      const index = Number(parts[i])
      if (Number.isInteger(index)) {
        value = value[index]
        continue
      }
      return extreme(
        value.map((item) => sortKey(item, parts, i, direction)),
        direction,
      )
    }
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[parts[i] as string]
  }
  return Array.isArray(value) ? extreme(value, direction) : value
}

function extreme(values: unknown[], direction: number): unknown {
  if (values.length === 0) return EMPTY
  let best = values[0]
  for (let i = 1; i < values.length; i++) {
    if (compareSortKeys(values[i], best) * direction < 0) best = values[i]
  }
  return best
}
