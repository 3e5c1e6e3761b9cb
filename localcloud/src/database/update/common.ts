import { compileQuery, isPlainObject } from '../match'
import { typeName } from '../type-name'
import { DatabaseError, type Document } from '../types'
import type { Draft } from './draft'

/** One update operator: applies `operand` to the field at `parts`. Throws DatabaseError on a type error. */
export type Operator = (draft: Draft, parts: string[], operand: unknown, context: UpdateContext) => void

export interface UpdateContext {
  /** ms since 1970, for $currentDate. */
  now: number
  /** Whether the document is being made by an upsert ($setOnInsert). */
  inserting: boolean
  /** The query that found the document: it says which item `$` stands for. */
  query?: Document
}

/** Predicate over array items: a query for items that are documents, or conditions on the item itself. */
export function itemMatcher(condition: unknown): (item: unknown) => boolean {
  if (!isPlainObject(condition)) {
    const matches = compileQuery({ item: condition })
    return (item) => !Array.isArray(item) && matches({ item })
  }
  const onItem = Object.keys(condition).some((key) => key.startsWith('$') && !['$and', '$or', '$nor'].includes(key))
  if (onItem) {
    const matches = compileQuery({ item: condition })
    return (item) => matches({ item })
  }
  const matches = compileQuery(condition)
  return (item) => isPlainObject(item) && matches(item)
}

export function invalid(message: string): DatabaseError {
  return new DatabaseError('DATABASE_REQUEST_FAILED', message)
}

/** How MongoDB shows a document in its messages. */
export function shownId(draft: Draft): string {
  return `{_id: ${JSON.stringify(draft.get(['_id']) ?? null)}}`
}

export { typeName }
