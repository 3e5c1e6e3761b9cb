import { splitPath, valuesAt } from '../../paths'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { compileExpression } from '../expression'
import { withField } from '../fields'
import { variableName } from '../operators/arrays'
import { type Stage, type StageContext, scopeOf } from '../stage'
import { failed, identity } from '../values'

const OPTIONS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

export const lookup: Stage = (operand, context) => {
  if (!isPlainObject(operand)) throw failed('the $lookup specification must be an object')
  const unknown = Object.keys(operand).find((key) => !OPTIONS.includes(key))
  if (unknown !== undefined) throw failed(`unknown argument to $lookup: ${unknown}`)
  const { from, as, localField, foreignField, let: bound, pipeline } = operand
  if (typeof as !== 'string') throw failed("must specify 'as' field for a $lookup")
  if (typeof from !== 'string') throw failed("missing 'from' option to $lookup stage specification")
  const parts = as.split('.')
  if (pipeline !== undefined) {
    if (localField !== undefined || foreignField !== undefined) {
      throw failed("$lookup with 'pipeline' may not specify 'localField' or 'foreignField'")
    }
    return byPipeline(from, parts, bound ?? {}, pipeline, context)
  }
  if (bound !== undefined) throw failed("$lookup with a 'let' argument must also specify 'pipeline'")
  if (typeof localField !== 'string' || typeof foreignField !== 'string') {
    throw failed("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified")
  }
  return byEquality(from, parts, localField, foreignField, context)
}

/** One query for the values of all documents, so that it may use an index, then a table of what it found. */
function byEquality(
  from: string,
  as: string[],
  localField: string,
  foreignField: string,
  { source }: StageContext,
): ReturnType<Stage> {
  return (documents) => {
    const locals = documents.map((document) => localValues(document, localField))
    const wanted = new Map(locals.flat().map((value) => [identity(value), value]))
    const $in = [...wanted.values()].filter((value) => !(value instanceof RegExp))
    const foreigners = $in.length > 0 ? source.find(from, { [foreignField]: { $in } }, {}) : []
    const byValue = new Map<string, Set<number>>()
    foreigners.forEach((foreigner, i) => {
      const values = valuesAt(foreigner, splitPath(foreignField))
      for (const value of values.length > 0 ? values : [null]) {
        const key = identity(value ?? null)
        byValue.set(key, (byValue.get(key) ?? new Set()).add(i))
      }
    })
    return documents.map((document, i) => {
      const found = new Set<number>()
      for (const value of locals[i] ?? []) for (const at of byValue.get(identity(value)) ?? []) found.add(at)
      const joined = [...found].sort((a, b) => a - b).map((at) => foreigners[at])
      return withField(document, as, joined)
    })
  }
}

/** A missing field is looked up as null, an array by each of its items. */
function localValues(document: Document, path: string): unknown[] {
  const values = valuesAt(document, splitPath(path), false)
  return values.length === 0 ? [null] : values.flatMap((value) => value ?? null)
}

function byPipeline(
  from: string,
  as: string[],
  bound: unknown,
  pipeline: unknown,
  context: StageContext,
): ReturnType<Stage> {
  if (!isPlainObject(bound)) throw failed("$lookup argument 'let' must be an object")
  const names = Object.keys(context.variables)
  const values = Object.entries(bound).map(
    ([name, value]) => [variableName(name), compileExpression(value, names)] as const,
  )
  const unset = Object.fromEntries(values.map(([name]) => [name, undefined]))
  const inner: StageContext = { ...context, collection: from, variables: { ...context.variables, ...unset } }
  const run = context.nested(pipeline, inner, '$lookup')
  const depends = Object.keys(inner.variables).length > 0
  return (documents) => {
    const shared = depends || documents.length === 0 ? undefined : run()
    return documents.map((document) => {
      const scope = scopeOf(document, context)
      inner.variables = {
        ...context.variables,
        ...Object.fromEntries(values.map(([name, evaluate]) => [name, evaluate(scope)])),
      }
      return withField(document, as, shared ?? run())
    })
  }
}
