import { compileExpression as compileValue } from '../aggregate/expression'
import { isTrue } from '../aggregate/values'
import type { Matcher } from './operator'

/** `$expr`: an aggregation expression over the whole document. Throws DatabaseError when it is wrong. */
export function compileExpression(operand: unknown): Matcher {
  const evaluate = compileValue(operand)
  return (root) => isTrue(evaluate({ root, variables: {}, now: Date.now() }))
}
