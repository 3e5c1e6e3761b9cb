import { compileQuery } from '../../match'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { type Stage, scopeOf } from '../stage'
import { failed } from '../values'

const NOT_HERE = new Set(['$near', '$nearSphere', '$geoNear'])

/** The query of `where`, but for conditions that sort. `$expr` sees the variables of $lookup. */
export const match: Stage = (operand, context) => {
  const names = Object.keys(context.variables)
  const test = compileQuery(matchQuery(operand), { names, scopeOf: (root) => scopeOf(root, context) })
  return (documents) => documents.filter(test)
}

/** The conditions of a $match that need nothing but the document: those with `$expr` may need a pipeline's variables. */
export function plainConditions(query: Document): Document {
  const plain = Object.entries(query).filter(([name, part]) => name !== '$expr' && !(LOGIC.has(name) && computes(part)))
  return Object.fromEntries(plain)
}

const LOGIC = new Set(['$and', '$or', '$nor'])

function computes(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(computes)
  return isPlainObject(part) && Object.entries(part).some(([name, value]) => name === '$expr' || computes(value))
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
