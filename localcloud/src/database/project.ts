import { find } from 'mingo'
import { cloneDocument } from './clone'
import { DatabaseError, type Document } from './types'

/** The fields of a document a projection asks for. */
export function projectDocument(document: Document, projection: Document): Document {
  // mingo takes excluded fields out of nested objects in place.
  const source = Object.keys(projection).some((path) => path.includes('.')) ? cloneDocument(document) : document
  try {
    return find<Document>([source], {}, projection as Record<string, 0 | 1>).all()[0] ?? {}
  } catch (error) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', `bad projection: ${(error as Error).message}`)
  }
}
