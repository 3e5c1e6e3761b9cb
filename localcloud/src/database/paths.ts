type Test = (value: unknown) => boolean

/**
 * Whether a test passes for one of the values a dotted path reaches in a document, as MongoDB's queries see them: the
 * objects of an array on the way are entered, a number may also be a position in it. A missing field is tested as
 * `undefined`: once in each object that could have it, never for the other items of an array. With `items`, an array at
 * the end counts as each of its items, too, unless the path names its position.
 */
export function reaches(value: unknown, parts: readonly string[], test: Test, items: boolean, from = 0): boolean {
  for (let i = from; i < parts.length; i++) {
    if (Array.isArray(value)) return reachesInside(value, parts, test, items, i)
    if (typeof value !== 'object' || value === null || value instanceof Date) return test(undefined)
    value = (value as Record<string, unknown>)[parts[i] as string]
    if (value === undefined) return test(undefined)
  }
  return test(value) || (items && Array.isArray(value) && value.some(test))
}

function reachesInside(array: unknown[], parts: readonly string[], test: Test, items: boolean, from: number): boolean {
  for (const item of array) {
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item) && !(item instanceof Date)
    if (isObject && reaches(item, parts, test, items, from)) return true
  }
  const part = parts[from] as string
  if (!isIndex(part)) return false
  const item = array[Number(part)]
  if (item === undefined) return false
  if (from === parts.length - 1) return test(item)
  return typeof item === 'object' && item !== null && reaches(item, parts, test, items, from + 1)
}

/** All values `reaches` would test, a missing field as `undefined`. */
export function valuesAt(document: unknown, parts: readonly string[], items = true): unknown[] {
  const found: unknown[] = []
  const collect = (value: unknown): boolean => {
    found.push(value)
    return false
  }
  reaches(document, parts, collect, items)
  return found
}

/** How many parts of a path lead to the first array on it; undefined when there is none. */
export function arrayOn(document: unknown, parts: readonly string[]): number | undefined {
  let value = document
  for (let i = 0; i < parts.length; i++) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[parts[i] as string]
    if (Array.isArray(value)) return i + 1
  }
  return undefined
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
