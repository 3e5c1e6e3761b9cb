import { compareValues } from '../compare'
import { Extended, stringifyEjson } from '../ejson'
import { DatabaseError } from '../types'

/** What a pipeline is refused with; the texts are MongoDB's. */
export function failed(message: string): DatabaseError {
  return new DatabaseError('DATABASE_REQUEST_FAILED', message)
}

/** Null and missing (undefined) are alike to most operators: they answer null. */
export function isNil(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** MongoDB's truth: everything but false, 0, null and missing; an empty text is true. */
export function isTrue(value: unknown): boolean {
  return !isNil(value) && value !== false && value !== 0
}

/** Order of two values in expressions, where missing comes before null (to queries they are the same). */
export function compareExactly(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareValues(a, b)
}

/** A text that two values share exactly when they are equal. */
export function identity(value: unknown): string {
  return value === undefined ? '' : stringifyEjson(Object.is(value, -0) ? 0 : value)
}

/** Values without repetitions, the first of each kept in place. */
export function distinct(values: unknown[]): unknown[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.size < seen.add(identity(value)).size)
}

/** Name of a value's type in messages and of `$type`. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'missing'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'long'
    case 'number':
      if (!Number.isInteger(value)) return 'double'
      return value === (value | 0) ? 'int' : 'long'
    case 'object':
      return objectTypeName(value)
    default:
      return typeof value
  }
}

function objectTypeName(value: object | null): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  if (!(value instanceof Extended)) return 'object'
  const [key] = Object.keys(JSON.parse(value.json))
  return key === '$oid' ? 'objectId' : key === '$binary' ? 'binData' : String(key).slice(1)
}
