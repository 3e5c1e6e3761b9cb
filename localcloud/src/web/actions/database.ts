import type { ClientDocuments } from '../../access/documents'
import { parseEjson, stringifyEjson } from '../../database/ejson'
import { isPlainObject } from '../../database/match'
import { DatabaseError, type Document } from '../../database/types'
import type { Limits } from '../../limits/limits'
import { isSystemCollection } from '../../server/system'
import { listOf, objectOf, optionsOf } from '../database/decode'
import { plainJson } from '../plain-json'

/** One `database.*` request of a client, and the clock. */
interface Request {
  documents: ClientDocuments
  body: Document
  collection: string
  now: number
  limits: Limits
}

type Reply = Record<string, unknown>
type Answer = (request: Request) => Reply | Promise<Reply>

/**
 * What the web SDK's database (1.x, part of js-sdk 3) sends with `endPointMode: 'CLOUD_API'`. Queries and data are
 * extended JSON, parsed or as text; documents go back as plain JSON with {"$date": ms}.
 */
const ANSWERS: Record<string, Answer> = {
  queryDocument: find,
  countDocument: (request) => ({ data: { total: request.documents.count(request.collection, queryOf(request)) } }),
  addDocument: add,
  updateDocument: update,
  deleteDocument: async (request) => ({ data: { deleted: await remove(request, request.body.multi === true) } }),
  aggregate,
  addCollection: ({ documents, body: { collectionName } }) =>
    handled(documents, { action: 'database.addCollection', collectionName }),
  runCommands: refused,
  startTransaction: ({ documents }) => handled(documents, { action: 'database.startTransaction' }),
  commitTransaction: (request) => ended(request, 'commitTransaction'),
  abortTransaction: (request) => ended(request, 'abortTransaction'),
  getInTransaction,
  insertDocInTransaction: async (request) => {
    const [id] = await request.documents.add(request.collection, [dataOf(request)], transactionOf(request))
    return { inserted: '1', ok: '1', _id: id }
  },
  updateDocInTransaction,
  deleteDocInTransaction: async (request) => ({ deleted: String(await remove(request, idOf(request) === undefined)) }),
}

/** Commands of the database itself pass by the rules, so clients have none. */
function refused(): never {
  throw new DatabaseError('DATABASE_PERMISSION_DENIED', 'Permission denied: runCommands is for the server')
}

/** @throws DatabaseError with the platform's codes; INVALID_PARAM for an action there is not */
export async function databaseAction(action: string, asked: Omit<Request, 'collection'>): Promise<Reply> {
  const answer = Object.hasOwn(ANSWERS, action) ? ANSWERS[action] : undefined
  if (!answer) throw new DatabaseError('INVALID_PARAM', `action database.${action} is not emulated`)
  const { collectionName = '' } = asked.body
  if (isSystemCollection(collectionName)) {
    throw new DatabaseError('DATABASE_PERMISSION_DENIED', `collection ${collectionName} belongs to the cloud`)
  }
  return await answer({ ...asked, collection: String(collectionName) })
}

function find(request: Request): Reply {
  const { documents, body, collection, limits } = request
  const options = optionsOf(body, limits)
  const list = documents.find(collection, queryOf(request), options)
  return { data: { list: plain(list) }, limit: options.limit, offset: options.skip }
}

async function add({ documents, body, collection, now }: Request): Promise<Reply> {
  if (Array.isArray(body.data)) {
    return { data: { insertedIds: await documents.add(collection, listOf(body.data, 'data', now)) } }
  }
  const data = objectOf(body.data, 'data', now)
  const [_id] = await documents.add(collection, [body._id === undefined ? data : { ...data, _id: body._id }])
  return { data: { _id } }
}

async function update(request: Request): Promise<Reply> {
  const { documents, body, collection } = request
  if (body.upsert === true) {
    const { updated, created } = await documents.set(collection, requireId(request), dataOf(request))
    return { data: created === undefined ? { updated } : { updated, upsert_id: created, upserted_id: created } }
  }
  const options = { multi: body.multi === true }
  return { data: { updated: await documents.update(collection, queryOf(request), dataOf(request), options) } }
}

/** Stages come as `{stageKey, stageValue}`; the list goes back as a text of texts. */
function aggregate({ documents, body, collection, now }: Request): Reply {
  const stages = listOf(body.stages, 'stages', now).map(({ stageKey, stageValue }) => ({
    [String(stageKey)]: parseEjson(String(stageValue), now),
  }))
  return { data: { list: JSON.stringify(documents.aggregate(collection, stages).map(stringifyEjson)) } }
}

/** One document by its id is itself, or null; a query gives a list. */
async function getInTransaction(request: Request): Promise<Reply> {
  const { documents, body, collection, limits } = request
  const transactionId = transactionOf(request)
  const options = optionsOf(body, limits)
  const found = await documents.findInTransaction(collection, queryOf(request), options, transactionId)
  return { data: stringifyEjson(idOf(request) === undefined ? found : (found[0] ?? null)) }
}

async function updateDocInTransaction(request: Request): Promise<Reply> {
  const { documents, body, collection } = request
  const transactionId = transactionOf(request)
  if (body.upsert === true) {
    const { updated, created } = await documents.set(collection, requireId(request), dataOf(request), transactionId)
    return {
      updated: String(updated),
      ...(created === undefined ? {} : { upserted: JSON.stringify([{ _id: created }]) }),
    }
  }
  const options = { multi: idOf(request) === undefined, transactionId }
  return { updated: String(await documents.update(collection, queryOf(request), dataOf(request), options)) }
}

async function remove(request: Request, multi: boolean): Promise<number> {
  const { transactionId } = request.body
  const inside = typeof transactionId === 'string' ? { transactionId } : {}
  return await request.documents.remove(request.collection, queryOf(request), { multi, ...inside })
}

function ended(request: Request, action: string) {
  return handled(request.documents, { action: `database.${action}`, transactionId: transactionOf(request) })
}

async function handled({ database }: ClientDocuments, body: Document & { action: string }): Promise<Reply> {
  const reply = await database.handle(body)
  if (reply.code !== undefined) throw new DatabaseError(String(reply.code), String(reply.message))
  return reply
}

const queryOf = ({ body, now }: Request): Document => objectOf(body.query, 'query', now)
const dataOf = ({ body, now }: Request): Document => objectOf(body.data, 'data', now)
const plain = (documents: Document[]): unknown => JSON.parse(plainJson(documents))

/** The id, when the query asks for one document by nothing else. */
function idOf(request: Request): unknown {
  const query = queryOf(request)
  if (Object.keys(query).length !== 1) return undefined
  const id = isPlainObject(query._id) ? query._id.$eq : query._id
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}

function requireId(request: Request): string {
  const id = idOf(request)
  if (typeof id === 'string') return id
  throw new DatabaseError('INVALID_PARAM', 'only a document with an _id can be made when it is missing')
}

function transactionOf({ body: { transactionId } }: Request): string {
  if (typeof transactionId === 'string') return transactionId
  throw new DatabaseError('INVALID_PARAM', 'transactionId is missing')
}
