import { typeRank } from './compare'
import { valuesAt } from './paths'
import type { Document } from './types'

/**
 * Keys on disk are strings whose UTF-8 order is the order of what they stand for:
 *   documents  `<collection>/<id>`
 *   indexes    `<index>/<value>[<value>…]<id>`
 * Index keys may be coarser than the values (long strings are cut, sub-documents are opaque): a key only finds
 * candidates, which are tested against the query afterwards. What is greater never has a lesser key.
 */
// Not one of the lowest characters: lmdb writes those differently in keys shorter and longer than 64 bytes, and a
// range whose beginning is short would miss what it begins.
const END = '\u0008'
/** LMDB takes keys of at most 1,978 bytes: some left for collection number and separators. */
export const MAX_KEY_BYTES = 1900
/** UTF-16 units of a string that take part in an index key. */
const MAX_STRING = 100
const MAX_ID_BYTES = 512
/** Above every key with the same beginning. */
export const AFTER = '\u{10ffff}'

export type DocumentId = string | number

/** Key of an id inside its collection. */
export function idKey(id: DocumentId): string {
  return typeof id === 'number' ? `2${numberKey(id)}` : `3${id}`
}

/** Why a value cannot be an _id, if it cannot. */
export function idProblem(id: unknown): string | undefined {
  if (typeof id === 'number') return Number.isFinite(id) ? undefined : '_id must be finite'
  if (typeof id !== 'string') return '_id must be a string or a number'
  if (id === '') return '_id must not be empty'
  return Buffer.byteLength(id) > MAX_ID_BYTES ? `_id is longer than ${MAX_ID_BYTES} bytes` : undefined
}

/** Order-preserving key of one value. */
export function valueKey(value: unknown): string {
  const rank = String.fromCharCode(48 + typeRank(value))
  switch (rank) {
    case '1':
      return rank
    case '2':
      return rank + numberKey(Number(value))
    case '3':
      return rank + stringKey(value as string) + END
    case '8':
      return rank + (value ? '1' : '0')
    case '9':
      return rank + numberKey((value as Date).getTime())
    default:
      return rank + END
  }
}

/** The beginning of a text: up to what would sort before the terminator, and without half of a character. */
function stringKey(text: string): string {
  let cut = text
  if (text.length > MAX_STRING) {
    const last = text.charCodeAt(MAX_STRING - 1)
    cut = text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_STRING + 1 : MAX_STRING)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
  const low = cut.search(/[\u0000-\u0008]/)
  return low < 0 ? cut : cut.slice(0, low)
}

/** Whether the key of a value is that of other values as well. */
export function isCoarse(value: unknown): boolean {
  if (typeof value === 'string') return stringKey(value) !== value
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}

const scratch = new DataView(new ArrayBuffer(8))

/** 16 hex digits, ordered as the numbers are; -0 is 0 and NaN comes first. */
function numberKey(value: number): string {
  if (Number.isNaN(value)) return '0'.repeat(16)
  scratch.setFloat64(0, value === 0 ? 0 : value)
  let high = scratch.getUint32(0)
  let low = scratch.getUint32(4)
  if (high & 0x80000000) {
    high = ~high >>> 0
    low = ~low >>> 0
  } else {
    high = (high | 0x80000000) >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

/** The value part of every key a document has in an index (several when a field holds an array), without doubles. */
export function indexKeys(document: Document, paths: readonly (readonly string[])[]): string[] {
  let keys = ['']
  for (const parts of paths) {
    const field = fieldKeys(document, parts)
    const only = field[0]
    if (field.length === 1 && only !== undefined) {
      for (let i = 0; i < keys.length; i++) keys[i] += only
    } else {
      keys = keys.flatMap((key) => field.map((end) => key + end))
    }
  }
  return keys.length > 1 ? [...new Set(keys)] : keys
}

function fieldKeys(document: Document, parts: readonly string[]): string[] {
  return indexedValues(document, parts).map(valueKey)
}

/** The values of a field that have keys: itself or, of an array, itself and its items. */
export function indexedValues(document: Document, parts: readonly string[]): unknown[] {
  const [field] = parts
  if (parts.length === 1 && field !== undefined) {
    const value = document[field]
    if (!Array.isArray(value)) return [value]
  }
  const values = valuesAt(document, parts)
  return values.length > 0 ? values : [undefined]
}
