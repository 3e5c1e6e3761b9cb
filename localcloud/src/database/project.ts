import { find } from 'mingo'
import { DatabaseError, type Document } from './types'

/** The fields of a document a projection asks for. */
export function projectDocument(document: Document, projection: Document): Document {
  try {
    return find<Document>([document], {}, projection as Record<string, 0 | 1>).all()[0] ?? {}
  } catch (error) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', `bad projection: ${(error as Error).message}`)
  }
}
