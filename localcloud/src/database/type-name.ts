import { Extended } from './ejson'

/** Name of a value's type in messages and of `$type`. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'missing'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'long'
    case 'number':
      if (!Number.isInteger(value)) return 'double'
      return value === (value | 0) ? 'int' : 'long'
    case 'object':
      return objectTypeName(value)
    default:
      return typeof value
  }
}

function objectTypeName(value: object | null): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  if (!(value instanceof Extended)) return 'object'
  const [key] = Object.keys(JSON.parse(value.json))
  return key === '$oid' ? 'objectId' : key === '$binary' ? 'binData' : String(key).slice(1)
}
