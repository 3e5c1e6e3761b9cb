import { isPlainObject } from '../database/match'
import type { Document } from '../database/types'

/**
 * What an update writes, as rules see it in `request.data`: the fields themselves, with the values they are given or
 * the operand of their operator, dotted paths unfolded.
 */
export function writtenFields(update: Document): Document {
  const fields: Document = {}
  for (const [key, operand] of Object.entries(update)) {
    if (!key.startsWith('$')) place(fields, key, operand)
    else if (isPlainObject(operand)) {
      for (const [path, value] of Object.entries(operand)) {
        place(fields, path, value)
        // The new name is written as well.
        if (key === '$rename') place(fields, String(value), value)
      }
    }
  }
  return fields
}

function place(fields: Document, path: string, value: unknown): void {
  const parts = path.split('.')
  const last = parts.pop() as string
  let at = fields
  for (const part of parts) {
    const next = Object.hasOwn(at, part) ? at[part] : undefined
    const inner = isPlainObject(next) ? { ...next } : {}
    Object.defineProperty(at, part, { value: inner, enumerable: true, configurable: true, writable: true })
    at = inner
  }
  Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true })
}
