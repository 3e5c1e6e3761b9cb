import { Extended } from '../database/ejson'

/**
 * A document as a person reads and writes it: JSON, with `{"$date": ISO}` and the like only where JSON has no such
 * type. What is read back from it is the same document.
 */
export function toReadable(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  if (value instanceof Extended) return JSON.parse(value.json)
  if (Array.isArray(value)) return value.map(toReadable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toReadable(item)]))
}
