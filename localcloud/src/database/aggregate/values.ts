import { compareValues } from '../compare'
import { stringifyEjson } from '../ejson'
import { DatabaseError } from '../types'

export { typeName } from '../type-name'

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
