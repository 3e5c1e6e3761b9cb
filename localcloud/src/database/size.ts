import type { Limits } from '../limits/limits'
import { DatabaseError, type Document } from './types'

/**
 * Bytes and levels of a document as BSON would have it; close enough where types differ in width.
 * @param textBytes of a string in UTF-8
 */
export function measure(document: Document, textBytes = Buffer.byteLength): { bytes: number; depth: number } {
  let deepest = 0
  const bytesOf = (value: unknown, depth: number): number => {
    if (typeof value === 'string') return 5 + textBytes(value)
    if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 4 : 8
    if (typeof value === 'boolean') return 1
    if (typeof value !== 'object' || value === null) return value === null ? 0 : 8
    if (value instanceof Date) return 8
    if (value instanceof RegExp) return value.source.length + value.flags.length + 2
    if (depth > deepest) deepest = depth
    // Type, key with its end, value, for each field; length and end around them.
    let bytes = 5
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) bytes += 2 + String(i).length + bytesOf(value[i], depth + 1)
    } else {
      for (const key in value) bytes += 2 + textBytes(key) + bytesOf((value as Document)[key], depth + 1)
    }
    return bytes
  }
  const bytes = bytesOf(document, 1)
  return { bytes, depth: deepest }
}

/** What a text may take at most, for nothing: nearly every document is far smaller than allowed. */
export const atMost = (text: string): number => 3 * text.length

/** Refuses a document that is too large or nested too deep. */
export function checkSize(document: Document, limits: Limits): void {
  const guess = measure(document, atMost)
  if (guess.depth > limits.documentDepth) {
    const message = `the document is nested deeper than ${limits.documentDepth} levels`
    throw new DatabaseError('DATABASE_REQUEST_FAILED', message)
  }
  if (guess.bytes <= limits.documentBytes) return
  const { bytes } = measure(document)
  if (bytes <= limits.documentBytes) return
  const message = `BSONObj size: ${bytes} is invalid. Size must be between 0 and ${limits.documentBytes}`
  throw new DatabaseError('DATABASE_REQUEST_FAILED', message)
}
