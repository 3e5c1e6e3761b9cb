import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import type { Operator } from '../expression'
import { failed, isNil, typeName } from '../values'
import { variadic } from './arguments'

/** Fields of all the objects, later ones over earlier ones; null and missing are passed over. */
export function mergeObjects(values: unknown[]): Document {
  const result: Document = {}
  for (const value of values) {
    if (isNil(value)) continue
    if (!isPlainObject(value)) {
      throw failed(
        `$mergeObjects requires object inputs, but input ${JSON.stringify(value)} is of type ${typeName(value)}`,
      )
    }
    Object.assign(result, value)
  }
  return result
}

export const objects: Record<string, Operator> = { $mergeObjects: variadic(mergeObjects) }
