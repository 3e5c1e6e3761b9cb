import { compareValues } from '../../compare'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { accumulators } from '../accumulators'
import { compileExpression } from '../expression'
import { type Stage, type StageContext, scopeOf } from '../stage'
import { failed, identity, isNil } from '../values'

/** Makes the fields of one group from its documents. */
export type Output = (documents: Document[]) => Document

/** Compiles `{name: {$sum: …}, …}`. Values that came out missing are null, as in MongoDB. */
export function compileOutput(fields: Document, context: StageContext): Output {
  const outputs = Object.entries(fields).map(([name, specification]) => {
    if (name.includes('.')) throw failed(`The field name '${name}' cannot contain '.'`)
    if (name.startsWith('$')) throw failed(`The field name '${name}' cannot be an operator name`)
    if (!isPlainObject(specification)) throw failed(`The field '${name}' must be an accumulator object`)
    const [operator = '', ...more] = Object.keys(specification)
    if (more.length > 0) throw failed(`The field '${name}' must specify one accumulator`)
    const accumulate = accumulators[operator]
    if (!accumulate)
      throw failed(
        operator.startsWith('$')
          ? `unknown group operator '${operator}'`
          : `The field '${name}' must be an accumulator object`,
      )
    const argument = specification[operator]
    if (Array.isArray(argument)) throw failed(`The ${operator} accumulator is a unary operator`)
    return { name, accumulate, evaluate: compileExpression(argument, Object.keys(context.variables)) }
  })
  return (documents) => {
    const scopes = documents.map((document) => scopeOf(document, context))
    return Object.fromEntries(
      outputs.map(({ name, accumulate, evaluate }) => [name, accumulate(scopes.map(evaluate)) ?? null]),
    )
  }
}

/** Groups come in the order in which their first documents did; the cloud promises none. */
export const group: Stage = (operand, context) => {
  if (!isPlainObject(operand)) throw failed("a group's fields must be specified in an object")
  if (!('_id' in operand)) throw failed('a group specification must include an _id')
  const { _id, ...fields } = operand
  const key = compileExpression(_id, Object.keys(context.variables))
  const output = compileOutput(fields, context)
  return (documents) => {
    const groups = new Map<string, { id: unknown; members: Document[] }>()
    for (const document of documents) {
      const id = key(scopeOf(document, context)) ?? null
      const text = identity(id)
      const found = groups.get(text)
      if (found) found.members.push(document)
      else groups.set(text, { id, members: [document] })
    }
    return [...groups.values()].map(({ id, members }) => ({ _id: id, ...output(members) }))
  }
}

export const count: Stage = (operand) => {
  if (typeof operand !== 'string' || operand === '') throw failed('the count field must be a non-empty string')
  if (operand.startsWith('$')) throw failed('the count field cannot be a $-prefixed path')
  if (operand.includes('.')) throw failed("the count field cannot contain '.'")
  return (documents) => (documents.length === 0 ? [] : [{ [operand]: documents.length }])
}

export const sortByCount: Stage = (operand, context) => {
  const isPath = typeof operand === 'string' && operand.startsWith('$')
  const isExpression = isPlainObject(operand) && Object.keys(operand)[0]?.startsWith('$')
  if (!isPath && !isExpression) {
    throw failed('the sortByCount field must be defined as a $-prefixed path or an expression inside an object')
  }
  const grouped = group({ _id: operand, count: { $sum: 1 } }, context)
  return (documents) => grouped(documents).sort((a, b) => Number(b.count) - Number(a.count))
}

const COUNT: Document = { count: { $sum: 1 } }

export const bucket: Stage = (operand, context) => {
  const { groupBy, boundaries, output = COUNT, ...rest } = bucketOptions(operand, '$bucket', ['boundaries', 'default'])
  const limits = checkBoundaries(boundaries, context)
  const key = compileExpression(groupBy, Object.keys(context.variables))
  const make = compileOutput(output as Document, context)
  const hasDefault = 'default' in rest
  const [least, greatest] = [limits[0], limits.at(-1)]
  if (hasDefault && compareValues(rest.default, least) >= 0 && compareValues(rest.default, greatest) < 0) {
    throw failed(
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    )
  }
  return (documents) => {
    const buckets = new Map<unknown, Document[]>()
    for (const document of documents) {
      const value = key(scopeOf(document, context))
      const above = limits.findIndex((limit) => compareValues(value, limit) < 0)
      if (above < 1 && !hasDefault) {
        throw failed('$switch could not find a matching branch for an input, and no default was specified.')
      }
      const id = above < 1 ? rest.default : limits[above - 1]
      const members = buckets.get(id)
      if (members) members.push(document)
      else buckets.set(id, [document])
    }
    const found = [...buckets].sort(([a], [b]) => compareValues(a, b))
    return found.map(([id, members]) => ({ _id: id, ...make(members) }))
  }
}

export function bucketOptions(operand: unknown, stage: string, more: string[]): Document {
  if (!isPlainObject(operand)) throw failed(`Argument to ${stage} stage must be an object`)
  const known = ['groupBy', 'output', ...more]
  const unknown = Object.keys(operand).find((key) => !known.includes(key))
  if (unknown !== undefined) throw failed(`Unrecognized option to ${stage}: ${unknown}.`)
  if (!('groupBy' in operand) || !((more[0] ?? '') in operand)) {
    throw failed(`${stage} requires 'groupBy' and '${more[0]}' to be specified.`)
  }
  const { groupBy, output } = operand
  if (!(typeof groupBy === 'string' && groupBy.startsWith('$')) && !isPlainObject(groupBy)) {
    throw failed(
      `The ${stage} 'groupBy' field must be defined as a $-prefixed path or an expression, but found: ${JSON.stringify(groupBy)}.`,
    )
  }
  if (output !== undefined && !isPlainObject(output)) throw failed(`The ${stage} 'output' field must be an object`)
  return operand
}

function checkBoundaries(boundaries: unknown, context: StageContext): unknown[] {
  if (!Array.isArray(boundaries)) throw failed("The $bucket 'boundaries' field must be an array of values")
  if (boundaries.length < 2) {
    throw failed(`The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`)
  }
  const limits = boundaries.map((limit) => compileExpression(limit)(scopeOf({}, context)))
  for (let i = 1; i < limits.length; i++) {
    if (compareValues(limits[i - 1], limits[i]) < 0) continue
    throw failed(
      `The 'boundaries' option to $bucket must be sorted, but elements ${i - 1} and ${i} are not in ascending order`,
    )
  }
  if (limits.some((limit) => isNil(limit) || typeof limit !== typeof limits[0])) {
    throw failed("All values in the 'boundaries' option to $bucket must have the same type.")
  }
  return limits
}
