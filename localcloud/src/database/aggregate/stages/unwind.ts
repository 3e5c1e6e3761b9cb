import { valueAt } from '../../paths'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { withField } from '../fields'
import type { Stage } from '../stage'
import { failed, isNil, typeName } from '../values'

const OPTIONS = ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']

/** One document for each item of an array; what is no array counts as its only item. */
export const unwind: Stage = (operand) => {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays = false } = unwindOptions(operand)
  if (typeof path !== 'string') throw failed(`expected a string as the path for $unwind stage, got ${typeName(path)}`)
  if (!path.startsWith('$')) throw failed(`path option to $unwind stage should be prefixed with a '$': ${path}`)
  if (typeof preserveNullAndEmptyArrays !== 'boolean') {
    throw failed('expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  }
  const parts = path.slice(1).split('.')
  const position = includeArrayIndex === undefined ? undefined : indexField(includeArrayIndex)
  const numbered = (document: Document, index: number | null): Document =>
    position ? withField(document, position, index) : document
  return (documents) =>
    documents.flatMap((document) => {
      const value = objectPathValue(document, parts)
      if (Array.isArray(value) && value.length > 0) {
        return value.map((item, i) => numbered(withField(document, parts, item), i))
      }
      if (!Array.isArray(value) && !isNil(value)) return [numbered(document, null)]
      if (!preserveNullAndEmptyArrays) return []
      return [numbered(Array.isArray(value) ? withField(document, parts, undefined) : document, null)]
    })
}

function unwindOptions(operand: unknown): Document {
  if (typeof operand === 'string') return { path: operand }
  if (!isPlainObject(operand)) {
    throw failed(`expected either a string or an object as specification for $unwind stage, got ${typeName(operand)}`)
  }
  const unknown = Object.keys(operand).find((key) => !OPTIONS.includes(key))
  if (unknown !== undefined) throw failed(`unrecognized option to $unwind stage: ${unknown}`)
  if (!('path' in operand)) throw failed('no path specified to $unwind stage')
  return operand
}

function indexField(name: unknown): string[] {
  if (typeof name !== 'string' || name === '') {
    throw failed(`expected a non-empty string for the includeArrayIndex option to $unwind stage, got ${typeName(name)}`)
  }
  if (name.startsWith('$')) {
    throw failed(`includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${name}`)
  }
  return name.split('.')
}

/** Arrays on the way are not entered. */
function objectPathValue(document: Document, parts: string[]): unknown {
  const parent = valueAt(document, parts.slice(0, -1))
  return isPlainObject(parent) ? parent[parts.at(-1) as string] : undefined
}
