import { compileQuery } from '../../match'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { compileExpression } from '../expression'
import { type Stage, scopeOf } from '../stage'
import { failed, isTrue } from '../values'

const NOT_HERE = new Set(['$near', '$nearSphere', '$geoNear'])

/** The query of `where`, but for conditions that sort. `$expr` beside other conditions sees the variables of $lookup. */
export const match: Stage = (operand, context) => {
  const { $expr, ...query } = matchQuery(operand)
  const test = compileQuery(query)
  if ($expr === undefined) return (documents) => documents.filter(test)
  const evaluate = compileExpression($expr, Object.keys(context.variables))
  return (documents) => documents.filter((document) => test(document) && isTrue(evaluate(scopeOf(document, context))))
}

export function matchQuery(operand: unknown): Document {
  if (!isPlainObject(operand)) throw failed('the match filter must be an expression in an object')
  if (sorts(operand)) throw failed('$geoNear, $near, and $nearSphere are not allowed in this context')
  return operand
}

function sorts(query: unknown): boolean {
  if (Array.isArray(query)) return query.some(sorts)
  return isPlainObject(query) && Object.entries(query).some(([key, value]) => NOT_HERE.has(key) || sorts(value))
}
