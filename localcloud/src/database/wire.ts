import { checkAnswer } from './answer'
import type { Collection } from './catalog'
import { insertDocuments, modifyDocuments, removeDocuments, type Workspace } from './commands'
import { parseEjson, reviveEjson, stringifyEjson } from './ejson'
import type { Engine } from './engine'
import { legacyTransactions } from './legacy-transactions'
import { wireMessage } from './messages'
import { isPlainObject } from './plain'
import { projector } from './project'
import {
  DatabaseError,
  type Document,
  type DocumentGuard,
  type SortSpec,
  type WireReply,
  type WireRequest,
} from './types'

type Action = (engine: Engine, body: WireRequest, guard?: DocumentGuard) => WireReply | Promise<WireReply>

/** Runs one action of the wire; what the engine refuses becomes `{code, message}`. */
export async function handleAction(engine: Engine, body: WireRequest, guard?: DocumentGuard): Promise<WireReply> {
  try {
    const action = actions[body.action]
    if (!action) throw new DatabaseError('INVALID_PARAM', `unknown action ${body.action}`)
    return await action(engine, body, guard)
  } catch (error) {
    if (error instanceof DatabaseError) return { code: error.code, message: wireMessage(error, body.action) }
    if (error instanceof SyntaxError) return { code: 'INVALID_PARAM', message: error.message }
    throw error
  }
}

const actions: Record<string, Action> = {
  ...legacyTransactions,
  'database.addCollection': async (engine, body) => {
    await engine.addCollection(collectionName(body))
    return {}
  },
  'database.insertDocument': async (engine, body) => {
    const data = Array.isArray(body.data) ? body.data : [body.data]
    const documents = data.map((item) => decodeObject(item, 'data', engine.now()))
    const insertedIds = await write(engine, body, (space, collection) => insertDocuments(space, collection, documents))
    return { data: { insertedIds } }
  },
  'database.getDocument': getDocument,
  'database.modifyDocument': async (engine, body, guard) => {
    const query = decodeQuery(body, engine.now())
    const data = decodeObject(body.data, 'data', engine.now())
    const options = { multi: body.multi === true, upsert: body.upsert === true, guard }
    const update = body.merge === true ? changes(data) : data
    const result = await write(engine, body, (space, collection) =>
      modifyDocuments(space, collection, query, update, options),
    )
    // A document set to what it was counts; one that an update leaves as it was does not.
    const updated = body.merge === true ? result.updated : result.matched
    const { upsertId } = result
    return { data: upsertId === undefined ? { updated } : { updated, upsert_id: upsertId } }
  },
  'database.modifyAndReturnDoc': async (engine, body) => {
    const query = decodeQuery(body, engine.now())
    const update = decodeObject(body.data, 'data', engine.now())
    const { matched, document } = await write(engine, body, (space, collection) =>
      modifyDocuments(space, collection, query, update, { multi: false, upsert: false }),
    )
    return { data: { updated: matched, doc: document ? stringifyEjson(document) : null } }
  },
  'database.removeDocument': async (engine, body, guard) => {
    const query = decodeQuery(body, engine.now())
    const deleted = await write(engine, body, (space, collection) =>
      removeDocuments(space, collection, query, body.multi === true, guard),
    )
    return { data: { deleted } }
  },
  'database.calculateDocument': (engine, body) => {
    const query = decodeQuery(body, engine.now())
    const collection = engine.readable(collectionName(body))
    return { data: { total: collection ? engine.view().count(collection, query) : 0 } }
  },
  'database.aggregateDocuments': (engine, body) => {
    const name = collectionName(body)
    if (!Array.isArray(body.stages)) throw new DatabaseError('INVALID_PARAM', 'stages must be an array')
    const stages = body.stages.map(({ stageKey, stageValue }: { stageKey: string; stageValue: unknown }) => ({
      [stageKey]: decode(stageValue, engine.now()),
    }))
    engine.readable(name)
    const found = engine.aggregate(name, stages)
    checkAnswer(found, engine.store.limits)
    warnOfMany(engine, name, stages, found.length)
    return { data: { list: found.map(stringifyEjson) } }
  },
  'database.startTransaction': (engine) => ({ transactionId: engine.transactions.start() }),
  'database.commitTransaction': async (engine, body) => {
    await engine.transactions.commit(String(body.transactionId))
    return {}
  },
  'database.abortTransaction': (engine, body) => {
    engine.transactions.abort(String(body.transactionId))
    return {}
  },
}

/** What `update` sends: operators, or fields to set. The SDKs send nothing at all for `{}` and for `{a: {}}`. */
function changes(data: Document): Document {
  const names = Object.keys(data)
  if (names.length === 0) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', 'update document must have at least one element')
  }
  return names.some((name) => name.startsWith('$')) ? data : { $set: data }
}

function getDocument(engine: Engine, body: WireRequest): WireReply {
  const query = decodeQuery(body, engine.now())
  const asked = count(body, 'limit')
  const offset = count(body, 'offset') ?? 0
  const sort = body.order === undefined ? undefined : decodeSort(body.order)
  const project = body.projection === undefined ? undefined : projector(decodeObject(body.projection, 'projection'))
  const { queryDefault, queryDocuments } = engine.store.limits
  const limit = Math.min(asked ?? queryDefault, queryDocuments)
  const collection = engine.readable(collectionName(body))
  const read = (view: Workspace['view']) => {
    const found = collection ? view.find(collection, query, { sort, skip: offset, limit }) : []
    const shown = project ? found.map(({ document }) => project(document)) : found.map(({ document }) => document)
    if (shown.length > 1) checkAnswer(shown, engine.store.limits)
    return project
      ? shown.map(stringifyEjson)
      : found.map(({ idKey, document }) =>
          engine.store.textOf(view.snapshot, collection as Collection, idKey, document),
        )
  }
  const id = transactionId(body)
  const list = id === undefined ? read(engine.view()) : engine.transactions.run(id, (space) => read(space.view))
  const reply: WireReply = { data: { list } }
  if (asked !== undefined) reply.limit = asked
  if (offset > 0) reply.offset = offset
  return reply
}

/** Developers tell of the cloud that it gives the first few of an aggregation that does not say how many. */
function warnOfMany(engine: Engine, name: string, stages: Document[], found: number): void {
  const { aggregateDefault } = engine.store.limits
  if (found <= aggregateDefault || stages.some((stage) => '$limit' in stage)) return
  const shape = stages.map((stage) => Object.keys(stage)).join(' ')
  const text = `an aggregation of ${name} came to ${found} documents and has no limit: the cloud may give the first ${aggregateDefault} only, say limit()`
  engine.warnOnce(`aggregate ${name} ${shape}`, text)
}

/** Runs a write in its transaction, or else in the next group commit. */
async function write<T>(
  engine: Engine,
  body: WireRequest,
  command: (space: Workspace, collection: Collection) => T,
): Promise<T> {
  const name = collectionName(body)
  const id = transactionId(body)
  if (id !== undefined) return engine.transactions.run(id, (space) => command(space, engine.writable(name)))
  return engine.writer.submit((space) => command(space, engine.writable(name)))
}

function transactionId(body: WireRequest): string | undefined {
  return typeof body.transactionId === 'string' ? body.transactionId : undefined
}

function count(body: WireRequest, name: 'limit' | 'offset'): number | undefined {
  const value = body[name]
  if (typeof value !== 'number') return undefined
  if (value < 0) throw new DatabaseError('INVALID_PARAM', `${name} must not be negative`)
  return value
}

function collectionName(body: WireRequest): string {
  const { collectionName: name } = body
  if (typeof name !== 'string' || name === '') throw new DatabaseError('INVALID_PARAM', 'collectionName is missing')
  if (name.includes('$')) throw new DatabaseError('DATABASE_REQUEST_FAILED', `Invalid collection name: ${name}`)
  return name
}

function decodeQuery(body: WireRequest, now: number): Document {
  return body.query === undefined || body.query === '' ? {} : decodeObject(body.query, 'query', now)
}

function decodeObject(value: unknown, name: string, now?: number): Document {
  const decoded = decode(value, now)
  if (!isPlainObject(decoded)) throw new DatabaseError('INVALID_PARAM', `${name} must be an object`)
  return decoded
}

function decode(value: unknown, now?: number): unknown {
  return typeof value === 'string' ? parseEjson(value, now) : reviveEjson(value, now)
}

/** `{field: 1 | -1}`; older SDKs send `[{field, direction: 'asc' | 'desc'}]`. */
function decodeSort(value: unknown): SortSpec {
  const decoded = decode(value)
  const sort: SortSpec = {}
  if (Array.isArray(decoded)) {
    for (const { field, direction } of decoded as { field: string; direction: string }[]) {
      sort[field] = direction === 'desc' ? -1 : 1
    }
    return sort
  }
  if (!isPlainObject(decoded)) throw new DatabaseError('INVALID_PARAM', 'order must be an object')
  for (const [field, direction] of Object.entries(decoded)) sort[field] = Number(direction) < 0 ? -1 : 1
  return sort
}
