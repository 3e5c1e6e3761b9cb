import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { compileExpression } from '../expression'
import { applyFields, type FieldRule, type FieldTree, leaves, readFields } from '../fields'
import { type Stage, scopeOf } from '../stage'
import { failed } from '../values'

/** Numbers and booleans say whether a field is kept, everything else is an expression. */
export const project: Stage = (operand, context) => {
  if (!isPlainObject(operand)) throw failed('$project specification must be an object')
  const names = Object.keys(context.variables)
  const tree = readFields(operand, '$project', names, (value) => {
    if (typeof value === 'number' || typeof value === 'boolean') return value ? 'keep' : 'drop'
    return compileExpression(value, names)
  })
  return run(tree, excludes(tree, operand) ? 'keep' : 'drop', context)
}

function run(tree: FieldTree, others: 'keep' | 'drop', context: Parameters<Stage>[1]): ReturnType<Stage> {
  if (others === 'drop' && !tree.has('_id')) tree.set('_id', 'keep')
  return (documents) =>
    documents.map((document) => idFirst(applyFields(document, tree, others, scopeOf(document, context))))
}

/** Whether a projection names what to leave out. Only _id may be left out by one that names what to keep. */
function excludes(tree: FieldTree, operand: Document): boolean {
  const own: FieldRule[] = leaves(new Map([...tree].filter(([key]) => key !== '_id')))
  const rules = own.length > 0 ? own : leaves(tree)
  const dropped = rules.filter((rule) => rule === 'drop').length
  if (dropped === 0 || dropped === rules.length) return dropped > 0
  const shown = JSON.stringify(operand)
  throw failed(
    `Bad projection specification, cannot ${rules[0] === 'drop' ? 'include fields or add computed fields during an exclusion projection' : "exclude fields other than '_id' in an inclusion projection"}: ${shown}`,
  )
}

/** A computed _id stands first, where _id always is. */
function idFirst(document: Document): Document {
  if (document._id === undefined || Object.keys(document)[0] === '_id') return document
  const { _id, ...rest } = document
  return { _id, ...rest }
}

export const addFields: Stage = (operand, context) => {
  if (!isPlainObject(operand)) throw failed('$addFields specification stage must be an object')
  const names = Object.keys(context.variables)
  const tree = readFields(operand, '$addFields', names, (value) => compileExpression(value, names))
  return run(tree, 'keep', context)
}

export const unset: Stage = (operand, context) => {
  const paths = Array.isArray(operand) ? operand : [operand]
  if (paths.length === 0 || paths.some((path) => typeof path !== 'string')) {
    throw failed('$unset specification must be a string or an array of strings')
  }
  const tree = readFields(Object.fromEntries(paths.map((path) => [path, 0])), '$unset', [], () => 'drop')
  return run(tree, 'keep', context)
}

export const replaceRoot: Stage = (operand, context) => {
  if (!isPlainObject(operand) || !('newRoot' in operand))
    throw failed('no newRoot specified for the $replaceRoot stage')
  const [extra] = Object.keys(operand).filter((key) => key !== 'newRoot')
  if (extra !== undefined)
    throw failed(`unrecognized option to $replaceRoot stage: ${extra}, only valid option is 'newRoot'.`)
  return replaceWith(operand.newRoot, context)
}

export const replaceWith: Stage = (operand, context) => {
  const evaluate = compileExpression(operand, Object.keys(context.variables))
  return (documents) =>
    documents.map((document) => {
      const root = evaluate(scopeOf(document, context))
      if (isPlainObject(root)) return root
      const shown = root === undefined ? 'MISSING' : JSON.stringify(root)
      throw failed(`'newRoot' expression must evaluate to an object, but resulting value was: ${shown}.`)
    })
}
