/**
 * All values a dotted path reaches in a document, as MongoDB's queries see them: arrays on the way are entered, an
 * array at the end counts as itself and as each of its items. A missing field gives no value.
 */
export function valuesAt(document: unknown, parts: readonly string[], expandLast = true): unknown[] {
  const found: unknown[] = []
  collect(document, parts, 0, found, expandLast)
  return found
}

function collect(value: unknown, parts: readonly string[], from: number, found: unknown[], expandLast: boolean): void {
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] as string
    if (Array.isArray(value)) {
      for (const item of value) {
        if (typeof item === 'object' && item !== null && !Array.isArray(item))
          collect(item, parts, i, found, expandLast)
      }
      if (!isIndex(part)) return
      value = value[Number(part)]
    } else {
      if (typeof value !== 'object' || value === null || value instanceof Date) return
      value = (value as Record<string, unknown>)[part]
    }
    if (value === undefined) return
  }
  if (expandLast && Array.isArray(value)) for (const item of value) found.push(item)
  found.push(value)
}

/** Whether a path's part names a position of an array. */
export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part)
}

/** The value at a path, without entering arrays except by position. */
export function valueAt(document: unknown, parts: readonly string[]): unknown {
  let value = document
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

const splitPaths = new Map<string, string[]>()

/** Splits a dotted path; remembers the result, for programs use few different paths. */
export function splitPath(path: string): string[] {
  let parts = splitPaths.get(path)
  if (!parts) {
    parts = path.split('.')
    if (splitPaths.size > 10_000) splitPaths.clear()
    splitPaths.set(path, parts)
  }
  return parts
}
