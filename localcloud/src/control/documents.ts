import { JsonError, lineAndColumn, parseJson } from '../config/json'
import { reviveEjson } from '../database/index'
import type { Document, SortSpec } from '../database/types'
import { HttpError } from '../server/http'
import { isSystemCollection } from '../server/system'
import type { Services } from '../services'
import { readDocuments, seedDatabase } from '../state/seed'
import { toReadable } from './ejson'

const PAGE = 50
const LARGEST_PAGE = 1000

/**
 * Documents of `collection` that match the JSON `query`, in the order of `sort`, `limit` of them from `skip` on, and how
 * they were found.
 */
export function readCollection({ database, clock }: Services, query: URLSearchParams) {
  const collection = query.get('collection') ?? ''
  const filter = reviveEjson(object(query.get('query') || '{}', 'query'), clock.now()) as Document
  const sort = object(query.get('sort') || '{"_id":1}', 'sort') as SortSpec
  const skip = count(query.get('skip') ?? '0', 'skip')
  const page = Math.min(count(query.get('limit') ?? String(PAGE), 'limit'), LARGEST_PAGE)
  return refusing(() => ({
    total: database.count(collection, filter),
    skip,
    page,
    documents: database.find(collection, filter, { sort, skip, limit: page }).map(toReadable),
    explanation: database.explain(collection, filter, { sort, skip, limit: page }),
  }))
}

/** `{collection, document, id?}`: writes a document whole, as a new one or in place of the one with this id. */
export async function saveDocument({ database, clock }: Services, body: Record<string, unknown>) {
  const collection = writable(body.collection)
  const document = reviveEjson(plainObject(body.document, 'document'), clock.now()) as Document
  const { id } = body
  if (id === undefined) {
    const [made] = await refusing(() => database.insert(collection, [document]))
    return { id: made }
  }
  if (document._id !== id) throw new HttpError(400, { error: '_id of a document cannot be changed' })
  const { _id, ...fields } = document
  const found = await refusing(() => database.update(collection, { _id }, fields))
  if (found === 0 && database.count(collection, { _id }) === 0) {
    throw new HttpError(404, { error: 'this document is no longer there' })
  }
  return { id }
}

/** `{collection, id}` */
export async function removeDocument({ database }: Services, body: Record<string, unknown>) {
  return { removed: await database.remove(writable(body.collection), { _id: body.id }) }
}

/** All documents of `collection`, a line each. */
export function exportLines({ database }: Services, query: URLSearchParams) {
  const documents = database.find(query.get('collection') ?? '', {}, { sort: { _id: 1 } })
  return { lines: documents.map((document) => `${JSON.stringify(toReadable(document))}\n`).join('') }
}

/** `{collection, lines}`: documents a line each, or a JSON list of them; those with an _id that is there are replaced. */
export async function importLines({ database, clock }: Services, body: Record<string, unknown>) {
  const collection = writable(body.collection)
  const now = clock.now()
  return await refusing(async () => {
    const documents = readDocuments(String(body.lines ?? ''), collection, now)
    await seedDatabase(database, { [collection]: documents }, now)
    return { imported: documents.length }
  })
}

/** Runs what fails because of what was asked: then it is the asker's mistake, not a failure of the server. */
export function refusing<T>(work: () => T): T {
  const refuse = (error: unknown): never => {
    throw new HttpError(400, { error: (error as Error).message })
  }
  try {
    const done = work()
    return done instanceof Promise ? (done.catch(refuse) as T) : done
  } catch (error) {
    return refuse(error)
  }
}

function writable(collection: unknown): string {
  if (typeof collection !== 'string' || collection === '') throw new HttpError(400, { error: 'collection is missing' })
  if (!isSystemCollection(collection)) return collection
  throw new HttpError(400, { error: `collection ${collection} belongs to the emulator` })
}

function object(text: string, name: string): Record<string, unknown> {
  try {
    return plainObject(parseJson(text).value, name)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const { line, column } = lineAndColumn(text, error.offset)
    throw new HttpError(400, { error: `${name}:${line}:${column}: ${error.message}` })
  }
}

function plainObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new HttpError(400, { error: `${name} must be a JSON object` })
}

function count(text: string, name: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new HttpError(400, { error: `${name} must be a whole number` })
}
