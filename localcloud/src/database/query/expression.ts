import { compileExpression as compileValue, type Scope } from '../aggregate/expression'
import { isTrue } from '../aggregate/values'
import type { Document } from '../types'
import type { Matcher } from './operator'

/** What `$expr` sees besides the document: the variables of a pipeline, by their names, and the time. */
export interface Surroundings {
  names: readonly string[]
  scopeOf(root: Document): Scope
}

const NONE = surroundings(Date.now)

/** No variables, and this clock. */
export function surroundings(now: () => number): Surroundings {
  return { names: [], scopeOf: (root) => ({ root, variables: {}, now: now() }) }
}

/** `$expr`: an aggregation expression over the whole document. Throws DatabaseError when it is wrong. */
export function compileExpression(operand: unknown, { names, scopeOf }: Surroundings = NONE): Matcher {
  const evaluate = compileValue(operand, names)
  return (root) => isTrue(evaluate(scopeOf(root)))
}
