import { reaches } from '../paths'

/**
 * A condition on a field. It is put either to everything a path reaches in a document or, inside `$elemMatch`, to one
 * value alone. A missing field is `undefined`.
 */
export interface Condition {
  at(document: unknown, parts: readonly string[]): boolean
  of(value: unknown): boolean
}

/** Holds when the test passes for one of the values reached; of an array, also for one of its items if `items`. */
export function leaf(test: (value: unknown) => boolean, items = true): Condition {
  return { at: (document, parts) => reaches(document, parts, test, items), of: test }
}

export function not(condition: Condition): Condition {
  return { at: (document, parts) => !condition.at(document, parts), of: (value) => !condition.of(value) }
}

/** All conditions, each for a value of its own: one item of an array may satisfy the first, another the second. */
export function every(conditions: Condition[]): Condition {
  const [only] = conditions
  if (only && conditions.length === 1) return only
  return {
    at: (document, parts) => conditions.every((condition) => condition.at(document, parts)),
    of: (value) => conditions.every((condition) => condition.of(value)),
  }
}

export function some(conditions: Condition[]): Condition {
  return {
    at: (document, parts) => conditions.some((condition) => condition.at(document, parts)),
    of: (value) => conditions.some((condition) => condition.of(value)),
  }
}

export const NEVER: Condition = { at: () => false, of: () => false }
