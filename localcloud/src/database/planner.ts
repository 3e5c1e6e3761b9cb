import type { Collection, Index } from './catalog'
import { typeRank } from './compare'
import { Extended } from './ejson'
import { AFTER, type DocumentId, idKey, valueKey } from './keys'
import { getOrMake } from './maps'
import { isOperators, isPlainObject } from './match'
import type { Document, SortSpec } from './types'

/** Where the documents that may match are found. */
export interface Plan {
  /** These documents, by key of their _id; or else the ranges of `index`, or of all documents when that is absent. */
  ids?: string[]
  index?: Index
  ranges: { start: string; end: string }[]
  /** Whether candidates come in the order asked for. */
  ordered: boolean
  reverse: boolean
}

/** Values a field must have: one of `equal`, or between the bounds. */
export interface Constraint {
  equal?: unknown[]
  low?: unknown
  high?: unknown
}

/** Ranges one query may be split into by $in. */
const MAX_RANGES = 500

/** What a query demands of each field, as far as an index can use it. */
export function constraintsOf(query: Document): Map<string, Constraint> {
  const constraints = new Map<string, Constraint>()
  readConstraints(query, constraints)
  return constraints
}

/** Chooses between _id, the declared indexes and a scan. The candidates still have to be tested against the query. */
export function planQuery(collection: Collection, query: Document, sort: SortSpec | undefined, limited: boolean): Plan {
  const constraints = constraintsOf(query)
  const sortFields = Object.entries(sort ?? {})
  const byId = constraints.get('_id')?.equal
  if (byId) {
    const ids = byId.filter((id): id is DocumentId => typeof id === 'string' || typeof id === 'number').map(idKey)
    return { ids: [...new Set(ids)], ranges: [], ordered: ids.length < 2, reverse: false }
  }
  let best: { plan: Plan; score: number } | undefined
  for (const index of collection.indexes) {
    const candidate = planIndex(index, constraints, sortFields, limited)
    if (candidate && (!best || candidate.score > best.score)) best = candidate
  }
  return best?.plan ?? planScan(collection, constraints.get('_id'), sortFields)
}

function planScan(collection: Collection, id: Constraint | undefined, sort: [string, 1 | -1][]): Plan {
  const byId = sort.length === 1 && sort[0]?.[0] === '_id'
  const prefix = `${collection.id}/`
  // An _id may have conditions that bound nothing, a regular expression for one.
  const bounded = id !== undefined && (id.low !== undefined || id.high !== undefined)
  const bounds =
    bounded && range('', id, false, (value) => (value === undefined ? undefined : idKey(value as DocumentId)))
  return {
    ranges: [
      bounds ? { start: prefix + bounds.start, end: prefix + bounds.end } : { start: prefix, end: prefix + AFTER },
    ],
    ordered: sort.length === 0 || byId,
    reverse: byId && sort[0]?.[1] === -1,
  }
}

function planIndex(
  index: Index,
  constraints: Map<string, Constraint>,
  sort: [string, 1 | -1][],
  limited: boolean,
): { plan: Plan; score: number } | undefined {
  let prefixes = [`${index.id}/`]
  let used = 0
  for (; used < index.fields.length; used++) {
    const equal = constraints.get(index.fields[used] as string)?.equal
    if (!equal || prefixes.length * equal.length > MAX_RANGES) break
    prefixes = prefixes.flatMap((prefix) => [...new Set(equal.map(valueKey))].map((key) => prefix + key))
  }
  const next = index.fields[used]
  const bounds = next === undefined ? undefined : constraints.get(next)
  const bounded = bounds !== undefined && (bounds.low !== undefined || bounds.high !== undefined)
  const order = sort.length === 0 || prefixes.length > 1 || index.multikey ? undefined : sortOrder(index, used, sort)
  const useful = used > 0 || bounded || (order !== undefined && limited)
  if (!useful) return undefined
  const ranges = prefixes.map((prefix) =>
    bounded && bounds ? range(prefix, bounds, index.multikey, valueKey) : { start: prefix, end: prefix + AFTER },
  )
  const score = used * 4 + (bounded ? 2 : 0) + (order !== undefined ? 1 : 0) + (index.spec.unique ? 0.5 : 0)
  const ordered = sort.length === 0 || order !== undefined
  return { plan: { index, ranges, ordered, reverse: order === -1 }, score }
}

/** 1 or -1 when the index read forwards or backwards gives the order asked for. */
function sortOrder(index: Index, fixed: number, sort: [string, 1 | -1][]): 1 | -1 | undefined {
  const constant = new Set(index.fields.slice(0, fixed))
  const wanted = sort.filter(([field]) => !constant.has(field))
  const direction = wanted[0]?.[1] ?? 1
  // Equal keys are in the order of _id.
  const given = [...index.fields.slice(fixed), '_id']
  const fits = wanted.every(
    ([field, way], i) => given[i] === field && way === direction && !index.coarse.includes(field),
  )
  return fits ? direction : undefined
}

function range(
  prefix: string,
  { low, high }: Constraint,
  multikey: boolean,
  key: (value: unknown) => string | undefined,
): { start: string; end: string } {
  const rank = String.fromCharCode(48 + typeRank(low ?? high))
  const start = prefix + ((low !== undefined && key(low)) || rank)
  // Where arrays are, one item may satisfy the lower bound and another the upper one.
  const useHigh = high !== undefined && !(multikey && low !== undefined)
  return { start, end: prefix + ((useHigh && key(high)) || rank) + AFTER }
}

function readConstraints(query: Document, constraints: Map<string, Constraint>): void {
  for (const field in query) {
    const condition = query[field]
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isPlainObject(part)) readConstraints(part, constraints)
    } else if (!field.startsWith('$')) {
      readField(field, condition, constraints)
    }
  }
}

function readField(field: string, condition: unknown, constraints: Map<string, Constraint>): void {
  const constraint = getOrMake(constraints, field, (): Constraint => ({}))
  if (!isOperators(condition)) {
    if (isKey(condition)) constraint.equal ??= [condition]
    return
  }
  for (const operator in condition) {
    const operand = condition[operator]
    if (operator === '$in') {
      if (Array.isArray(operand) && operand.every(isKey)) constraint.equal ??= operand
    } else if (operator === '$eq') {
      if (isKey(operand)) constraint.equal ??= [operand]
    } else if (isBound(operand)) {
      // A second bound on one side is left to the test of the candidates.
      if (operator === '$gt' || operator === '$gte') constraint.low ??= operand
      else if (operator === '$lt' || operator === '$lte') constraint.high ??= operand
    }
  }
  // Bounds of two types match nothing together; keep one and let the test decide.
  if (constraint.low !== undefined && constraint.high !== undefined) {
    if (typeRank(constraint.low) !== typeRank(constraint.high)) constraint.high = undefined
  }
}

function isKey(value: unknown): boolean {
  return value === null || typeof value !== 'object' || value instanceof Date || value instanceof Extended
}

function isBound(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string' || value instanceof Date
}
