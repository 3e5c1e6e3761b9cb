import { Extended } from './ejson'

/** An object of fields: no array, date, regular expression or opaque value. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !(value instanceof Extended)
  )
}

/** Whether a field's condition is made of operators (`{$gt: 1}`) rather than being a value to equal. */
export function isOperators(condition: unknown): condition is Record<string, unknown> {
  if (!isPlainObject(condition)) return false
  for (const key in condition) return key.startsWith('$')
  return false
}
