import { equalValues } from './compare'
import { isPlainObject } from './plain'
import type { Document } from './types'

/** Dotted paths set and removed between two states of a document; a changed array counts as a whole. */
export function diffDocuments(before: Document, after: Document): { updatedFields: Document; removedFields: string[] } {
  const updatedFields: Document = {}
  const removedFields: string[] = []
  diffObjects(before, after, '', updatedFields, removedFields)
  return { updatedFields, removedFields }
}

function diffObjects(before: Document, after: Document, prefix: string, updated: Document, removed: string[]): void {
  for (const key in after) {
    const path = prefix + key
    const old = before[key]
    const now = after[key]
    if (old === now) continue
    if (isPlainObject(old) && isPlainObject(now)) diffObjects(old, now, `${path}.`, updated, removed)
    else if (old === undefined || !equalValues(old, now)) updated[path] = now
  }
  for (const key in before) if (after[key] === undefined && before[key] !== undefined) removed.push(prefix + key)
}
