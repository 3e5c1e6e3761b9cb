import { isPlainObject } from '../../plain'
import type { Stage } from '../stage'
import { failed } from '../values'

/** Several pipelines over the same documents, each into a field of the one document that comes out. */
export const facet: Stage = (operand, context) => {
  if (!isPlainObject(operand) || Object.keys(operand).length === 0) {
    throw failed('the $facet specification must be a non-empty object')
  }
  const fields = Object.entries(operand).map(([name, stages]) => {
    if (!Array.isArray(stages)) throw failed(`arguments to $facet must be arrays, ${name} is not`)
    return [name, context.nested(stages, context, '$facet')] as const
  })
  return (documents) => [Object.fromEntries(fields.map(([name, run]) => [name, run(documents)]))]
}
