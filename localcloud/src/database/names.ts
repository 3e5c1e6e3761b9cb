import { isPlainObject } from './plain'
import { DatabaseError } from './types'

/** Refuses `__proto__`: as a field of an object it would be its prototype, whose fields are nobody's to write. */
export function checkName(name: string): void {
  if (name !== '__proto__') return
  throw new DatabaseError('DATABASE_REQUEST_FAILED', "the field name '__proto__' cannot be stored")
}

/**
 * Refuses a document with a field that begins with `$`, at any depth (MongoDB before 5.0). Dots in names are stored,
 * as MongoDB does since 3.6.
 */
export function checkNames(value: unknown, path = ''): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkNames(value[i], `${path}${i}.`)
  } else if (isPlainObject(value)) {
    for (const name in value) {
      if (name.charCodeAt(0) === 36) {
        const text = `The dollar ($) prefixed field '${name}' in '${path}${name}' is not valid for storage.`
        throw new DatabaseError('DATABASE_REQUEST_FAILED', text)
      }
      checkName(name)
      const item = value[name]
      if (typeof item === 'object' && item !== null) checkNames(item, `${path}${name}.`)
    }
  }
}
