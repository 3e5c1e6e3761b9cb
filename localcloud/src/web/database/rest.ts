import type { IncomingMessage } from 'node:http'
import type { ClientDocuments } from '../../access/documents'
import { stringifyEjson } from '../../database/ejson'
import { DatabaseError, type Document } from '../../database/types'
import { isOperatorUpdate } from '../../database/update/apply'
import type { Limits } from '../../limits/limits'
import { HttpError, readJson } from '../../server/http'
import { isSystemCollection } from '../../server/system'
import type { Services } from '../../services'
import { listOf, objectOf, optionsOf } from './decode'
import { asReply, databaseFailure } from './errors'

/** One request of the web SDK's database over REST. */
interface Request {
  documents: ClientDocuments
  collection: string
  id: string
  params: Record<string, unknown>
  body: Document
  now: number
  limits: Limits
  transactionId?: string
}

/** Gives the reply as text: documents are extended JSON, counts plain numbers. */
type Answer = (request: Request) => Promise<string>

/** What the SDK (3.7) asks for, by method and by what follows `instances/I/databases/D/`. */
const ROUTES: [pattern: RegExp, answer: Answer][] = [
  [/^GET collections\/([^/]+)\/documents$/, (request) => ('count' in request.params ? count(request) : find(request))],
  [/^GET collections\/([^/]+)\/documents\/([^/]+)$/, one],
  [/^POST collections\/([^/]+)\/documents$/, add],
  [/^PATCH collections\/([^/]+)\/documents$/, modify],
  [/^POST collections\/([^/]+)\/documents\/remove$/, remove],
  [/^POST collections\/([^/]+)\/documents\/aggregations$/, aggregate],
  [/^POST collections$/, addCollection],
  [/^POST transactions$/, (request) => transaction(request, 'startTransaction')],
  [/^POST transactions\/()([^/]+)\/commit$/, (request) => transaction(request, 'commitTransaction')],
  [/^POST transactions\/()([^/]+)\/rollback$/, (request) => transaction(request, 'abortTransaction')],
  [/^POST commands$/, commands],
]

/**
 * The web SDK's database, under `/v1/database/`, as far as the security rules allow.
 * @returns the reply, extended JSON
 */
export async function databaseRoute(services: Services, request: IncomingMessage, url: URL): Promise<string> {
  const documents = services.documentsOf(services.auth.require(request))
  const [, path = ''] = /^\/v1\/database\/instances\/[^/]+\/databases\/[^/]+\/(.*)$/.exec(url.pathname) ?? []
  const target = `${request.method} ${path}`
  for (const [pattern, answer] of ROUTES) {
    const match = pattern.exec(target)
    if (!match) continue
    const params = Object.fromEntries(url.searchParams)
    const body = request.method === 'GET' ? {} : await readJson(request)
    const transactionId = params.transactionId ?? body.transactionId
    const [collection = '', id = ''] = match.slice(1).map((part) => decodeURIComponent(part ?? ''))
    const asked = {
      documents,
      collection,
      id,
      params,
      body,
      now: services.clock.now(),
      limits: services.options.limits,
    }
    const inside = typeof transactionId === 'string' ? { transactionId } : {}
    return await asReply(() => answer({ ...asked, ...inside }))
  }
  throw new HttpError(404, { code: 'NOT_FOUND', message: `${target} is not emulated` })
}

async function find({ limits, documents, collection, params, now, transactionId }: Request) {
  const query = objectOf(params.query, 'query', now)
  const options = optionsOf(params, limits)
  const list =
    transactionId === undefined
      ? documents.find(collection, query, options)
      : await documents.findInTransaction(collection, query, options, transactionId)
  return stringifyEjson({ offset: options.skip, limit: options.limit, list })
}

/** The SDK asks so for `where({_id})`, and drops whatever else is in the query: the document is judged by itself. */
async function one({ limits, documents, collection, id, params, transactionId }: Request) {
  const { projection } = optionsOf(params, limits)
  const found = await documents.get(collection, id, projection, transactionId)
  if (found) return stringifyEjson(found)
  throw databaseFailure('DATABASE_DOCUMENT_NOT_EXIST', `document.get:fail document with _id ${id} does not exist`)
}

async function count({ documents, collection, params, now }: Request) {
  return JSON.stringify({ total: documents.count(collection, objectOf(params.query, 'query', now)) })
}

async function add({ documents, collection, body, now, transactionId }: Request) {
  const insertedIds = await documents.add(collection, listOf(body.data, 'data', now), transactionId)
  return JSON.stringify({ insertedIds })
}

/**
 * `doc().set()` is told from updates by having no operators: it replaces the document, as documented, although the SDK
 * says `replaceMode: false` then as well.
 */
async function modify({ documents, collection, body, now, transactionId }: Request) {
  const query = objectOf(body.query, 'query', now)
  const data = objectOf(body.data, 'data', now)
  if (body.upsert !== true && body.replaceMode !== true) {
    const updated = await documents.update(collection, query, data, { multi: body.multi === true, transactionId })
    return JSON.stringify({ matched: updated, updated })
  }
  const id = (query._id as { $eq?: unknown } | undefined)?.$eq ?? query._id
  if (typeof id !== 'string' || isOperatorUpdate(data)) {
    throw new DatabaseError('INVALID_PARAM', 'only a whole document with an _id can be made when it is missing')
  }
  const { updated, created } = await documents.set(collection, id, data, transactionId)
  const made = created === undefined ? {} : { upsert_id: id, upserted_id: id, upserted: JSON.stringify(id) }
  return JSON.stringify({ matched: updated, updated, ...made })
}

async function remove({ documents, collection, body, now, transactionId }: Request) {
  const query = objectOf(body.query, 'query', now)
  const deleted = await documents.remove(collection, query, { multi: body.multi === true, transactionId })
  return JSON.stringify({ deleted })
}

async function aggregate({ documents, collection, body, now }: Request) {
  return stringifyEjson({ list: documents.aggregate(collection, listOf(body.pipeline, 'pipeline', now)) })
}

/** A collection that a client makes has no rule yet and is closed to it. */
async function addCollection({ documents, body: { collectionName } }: Request) {
  if (isSystemCollection(collectionName)) {
    throw new DatabaseError('DATABASE_PERMISSION_DENIED', `collection ${collectionName} belongs to the cloud`)
  }
  return await handled(documents, { action: 'database.addCollection', collectionName })
}

async function transaction({ documents, id }: Request, action: string) {
  return await handled(documents, { action: `database.${action}`, ...(id === '' ? {} : { transactionId: id }) })
}

/** Commands of the database itself pass by the rules, so clients have none. */
async function commands(): Promise<string> {
  throw new DatabaseError('DATABASE_PERMISSION_DENIED', 'Permission denied: runCommands is for the server')
}

async function handled({ database }: ClientDocuments, body: Document & { action: string }): Promise<string> {
  const reply = await database.handle(body)
  if (reply.code !== undefined) throw new DatabaseError(String(reply.code), String(reply.message))
  return JSON.stringify(reply)
}
