import { DatabaseError, type Document } from '../types'
import type { Condition } from './condition'

export type Matcher = (document: Document) => boolean

/** What operators with queries inside need. */
export interface Compiler {
  query(query: Document): Matcher
  /** A field's condition: operators, or a value to equal. */
  condition(condition: unknown): Condition
}

/** Compiles one operator; `siblings` are the operators beside it. Throws DatabaseError when the operand is wrong. */
export type Operator = (operand: unknown, siblings: Document, compiler: Compiler) => Condition

export function badValue(message: string): DatabaseError {
  return new DatabaseError('DATABASE_REQUEST_FAILED', message)
}
