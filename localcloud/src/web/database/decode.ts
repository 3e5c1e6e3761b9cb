import { parseEjson, reviveEjson } from '../../database/ejson'
import { isPlainObject } from '../../database/match'
import { DatabaseError, type Document, type FindOptions, type SortSpec } from '../../database/types'
import type { Limits } from '../../limits/limits'

/** An object that came as extended JSON, text or parsed. Throws DatabaseError INVALID_PARAM. */
export function objectOf(value: unknown, name: string, now: number): Document {
  const decoded = typeof value === 'string' ? parseEjson(value || '{}', now) : reviveEjson(value ?? {}, now)
  if (!isPlainObject(decoded)) throw new DatabaseError('INVALID_PARAM', `${name} must be an object`)
  return decoded
}

export function listOf(value: unknown, name: string, now: number): Document[] {
  if (!Array.isArray(value) || !value.every(isPlainObject)) {
    throw new DatabaseError('INVALID_PARAM', `${name} must be a list of objects`)
  }
  return value.map((item) => reviveEjson(item, now) as Document)
}

/** Order, paging and fields as the web SDK sends them, as URL parameters or in a body. */
export function optionsOf(given: Record<string, unknown>, { queryDefault, queryDocuments }: Limits): FindOptions {
  const limit = Math.min(number(given.limit, 'limit', queryDefault), queryDocuments)
  const result: FindOptions = { skip: number(given.offset, 'offset', 0), limit }
  const order = typeof given.order === 'string' ? parseEjson(given.order) : given.order
  if (Array.isArray(order) && order.length > 0) result.sort = sortOf(order)
  const projection = objectOf(given.projection, 'projection', 0) as Record<string, 0 | 1>
  if (Object.keys(projection).length > 0) result.projection = projection
  return result
}

function sortOf(order: { field: string; direction: string }[]): SortSpec {
  return Object.fromEntries(order.map(({ field, direction }) => [field, direction === 'desc' ? -1 : 1]))
}

function number(value: unknown, name: string, otherwise: number): number {
  const found = value === undefined || value === null || value === '' ? otherwise : Number(value)
  if (!Number.isInteger(found) || found < 0) {
    throw new DatabaseError('INVALID_PARAM', `${name} must be a whole number that is not negative`)
  }
  return found
}
