import type { Collection } from './catalog'
import { modifyDocuments, removeDocuments, type Workspace } from './commands'
import { parseEjson, stringifyEjson } from './ejson'
import type { Engine } from './engine'
import { isPlainObject } from './plain'
import { DatabaseError, type Document, type WireReply, type WireRequest } from './types'
import { isOperatorUpdate } from './update/apply'

/**
 * What SDKs sent inside transactions before `transactionId` became part of the ordinary actions. They name one document
 * by `_id`, and the values of their replies are extended JSON texts at the top level.
 */
export const legacyTransactions: Record<string, (engine: Engine, body: WireRequest) => WireReply> = {
  'database.getInTransaction': (engine, body) => {
    const found = inside(engine, body, (space, collection) => space.view.find(collection, query(body), { limit: 1 }))
    return { data: stringifyEjson(found[0]?.document ?? null) }
  },
  'database.updateDocInTransaction': (engine, body) => {
    const update = data(engine, body)
    const options = { multi: false, upsert: body.upsert === true }
    const { matched, updated, upsertId } = inside(engine, body, (space, collection) =>
      modifyDocuments(space, collection, query(body), update, options),
    )
    const reply = { updated: stringifyEjson(isOperatorUpdate(update) ? updated : matched) }
    return upsertId === undefined ? reply : { ...reply, upserted: stringifyEjson([{ _id: upsertId }]) }
  },
  'database.deleteDocInTransaction': (engine, body) => {
    const deleted = inside(engine, body, (space, collection) => removeDocuments(space, collection, query(body), false))
    return { deleted: stringifyEjson(deleted) }
  },
}

function inside<T>(engine: Engine, body: WireRequest, run: (space: Workspace, collection: Collection) => T): T {
  const { collectionName: name } = body
  if (typeof name !== 'string' || name === '') throw new DatabaseError('INVALID_PARAM', 'collectionName is missing')
  return engine.transactions.run(String(body.transactionId), (space) => run(space, engine.writable(name)))
}

function query({ _id }: WireRequest): Document {
  return { _id }
}

function data(engine: Engine, body: WireRequest): Document {
  const value = typeof body.data === 'string' ? parseEjson(body.data, engine.now()) : body.data
  if (!isPlainObject(value)) throw new DatabaseError('INVALID_PARAM', 'data must be an object')
  return value
}
