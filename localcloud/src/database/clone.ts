import type { Document } from './types'

/** A deep copy of plain objects and arrays; dates, expressions and the like are shared. Undefined fields are dropped. */
export function cloneDocument(document: Document): Document {
  return cloneValue(document) as Document
}

function cloneValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneValue)
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value
  const copy: Document = {}
  for (const [key, item] of Object.entries(value)) if (item !== undefined) copy[key] = cloneValue(item)
  return copy
}
