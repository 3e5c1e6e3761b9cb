import { constraintsOf } from './planner'
import type { Document, Explanation, IndexSpec, SortSpec } from './types'
import type { Trace } from './view'

/** Documents read for each one returned from which on another index is advised, and the least number worth a word. */
const WASTE = 10
const WORTH_ADVICE = 100

/** Puts a query's trace into words a developer can act on. */
export function explainTrace(query: Document, sort: SortSpec | undefined, trace: Trace): Explanation {
  const { plan, examined, found, sorted } = trace
  const wasteful = examined >= WORTH_ADVICE && (sorted || examined > found.length * WASTE)
  const advice = wasteful ? adviseIndex(query, sort) : undefined
  return {
    access: plan.ids ? 'ids' : plan.index ? 'index' : 'scan',
    ...(plan.index ? { index: plan.index.spec.name } : {}),
    ranges: plan.ids?.length ?? plan.ranges.length,
    examined,
    returned: found.length,
    sorted,
    ...(advice && JSON.stringify(advice.keys) !== JSON.stringify(plan.index?.spec.keys) ? { advice } : {}),
  }
}

/** Fields with one value first, then those of the order, then one with bounds: what the planner uses best. */
function adviseIndex(query: Document, sort: SortSpec | undefined): IndexSpec | undefined {
  const constraints = [...constraintsOf(query)].filter(([field]) => field !== '_id')
  const keys: SortSpec = {}
  for (const [field, { equal }] of constraints) if (equal) keys[field] = 1
  for (const [field, direction] of Object.entries(sort ?? {})) keys[field] ??= direction
  const bounded = constraints.find(([field, { low, high }]) => !(field in keys) && (low ?? high) !== undefined)
  if (bounded) keys[bounded[0]] = 1
  const fields = Object.keys(keys)
  return fields.length > 0 ? { name: fields.join('_').replaceAll('.', '_'), keys } : undefined
}

/** One line for the log about a query that read many documents. */
export function describeScan(collection: string, query: Document, sort: SortSpec | undefined, trace: Trace): string {
  const { examined, returned, access, index, advice } = explainTrace(query, sort, trace)
  const way = access === 'scan' ? 'no index' : `index ${index}`
  const fields = [...Object.keys(query), ...Object.keys(sort ?? {})].join(', ') || 'everything'
  const hint = advice ? `; an index ${JSON.stringify(advice.keys)} would serve it` : ''
  return `a query of ${collection} by ${fields} read ${examined} documents for ${returned} (${way})${hint}`
}
