import type { Index } from './catalog'
import { equalValues } from './compare'
import { indexedValues, isCoarse } from './keys'
import { arrayOn } from './paths'
import { DatabaseError, type Document } from './types'

/** Notes what an index has to know of a document's values: see Index. True when that was news. */
export function noteValues(index: Index, document: Document): boolean {
  const { fields, paths } = index
  const coarse = fields.filter((field, i) => {
    return !index.coarse.includes(field) && indexedValues(document, paths[i] as string[]).some(isCoarse)
  })
  if (coarse.length > 0) index.coarse = [...index.coarse, ...coarse]
  const arrays = !index.multikey && paths.some((parts) => arrayOn(document, parts) !== undefined)
  if (arrays) index.multikey = true
  return arrays || coarse.length > 0
}

/** Whether two documents whose keys meet have the same values there, one of each field. */
export function isDuplicate({ paths }: Index, a: Document, b: Document): boolean {
  return paths.every((parts) => {
    const others = indexedValues(b, parts)
    return indexedValues(a, parts).some((value) => others.some((other) => equalValues(value, other)))
  })
}

/**
 * Refuses a document with arrays at two places of one index, as MongoDB does: it would have a key for each pair of their
 * items. Fields of the items of one array are fine.
 */
export function refuseParallelArrays({ fields, paths }: Index, document: Document): void {
  if (paths.length < 2) return
  let first: { field: string; at: string } | undefined
  for (const [i, parts] of paths.entries()) {
    const length = arrayOn(document, parts)
    if (length === undefined) continue
    const field = fields[i] as string
    const at = parts.slice(0, length).join('.')
    if (first && first.at !== at) {
      throw new DatabaseError('DATABASE_REQUEST_FAILED', `cannot index parallel arrays [${field}] [${first.field}]`)
    }
    first ??= { field, at }
  }
}
