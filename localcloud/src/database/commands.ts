import type { Catalog, Collection, Index } from './catalog'
import { compareValues } from './compare'
import { newId } from './ids'
import { isDuplicate } from './index-values'
import { AFTER, type DocumentId, idKey, idProblem, indexKeys } from './keys'
import { checkNames } from './names'
import type { ChangeKind } from './overlay'
import { valueAt } from './paths'
import { checkSize } from './size'
import type { Store } from './store'
import { DatabaseError, type Document, type DocumentGuard } from './types'
import { applyUpdate, checkUpdate, isOperatorUpdate, upsertSeed } from './update/apply'
import type { View } from './view'

/** What commands work on: a view whose overlay takes their writes, and whoever guards documents against others. */
export interface Workspace {
  store: Store
  catalog: Catalog
  view: View
  now(): number
  /** Called before a document is written; throws when it may not be. */
  guard(collection: Collection, idKey: string): void
}

/** Inserts all documents or throws. Returns their ids, made up where missing. */
export function insertDocuments(space: Workspace, collection: Collection, documents: Document[]): DocumentId[] {
  return documents.map((document) => {
    const complete: Document = document._id === undefined ? { _id: newId(), ...document } : document
    const problem = idProblem(complete._id)
    if (problem) throw new DatabaseError('DATABASE_REQUEST_FAILED', problem)
    checkNames(complete)
    const id = complete._id as DocumentId
    const key = idKey(id)
    space.guard(collection, key)
    if (space.view.get(collection, key)) throw duplicateKey(collection, '_id_', [id])
    stage(space, collection, key, complete, 'replace')
    return id
  })
}

export interface ModifyOptions {
  multi: boolean
  upsert: boolean
  guard?: DocumentGuard | undefined
}

export interface ModifyResult {
  /** Documents that matched. */
  matched: number
  /** Documents that matched and were changed by it. */
  updated: number
  upsertId?: DocumentId
  /** The (first) document as it is now. */
  document?: Document
}

/** Updates with operators, or replaces, what matches. Nothing is staged when it throws before the end. */
export function modifyDocuments(
  space: Workspace,
  collection: Collection,
  query: Document,
  update: Document,
  { multi, upsert, guard }: ModifyOptions,
): ModifyResult {
  const withOperators = isOperatorUpdate(update)
  if (!withOperators && multi) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', 'multi update only works with update operators')
  }
  if (withOperators) checkUpdate(update)
  const context = { now: space.now(), inserting: false, query }
  const found = space.view.find(collection, query, multi ? {} : { limit: 1 })
  if (guard) for (const item of found) guard(item.document)
  let updated = 0
  let document: Document | undefined
  for (const item of found) {
    space.guard(collection, item.idKey)
    const after = withOperators ? applyUpdate(item.document, update, context) : replacement(item.document._id, update)
    document ??= after
    if (after === item.document || compareValues(after, item.document) === 0) continue
    stage(space, collection, item.idKey, after, withOperators ? 'update' : 'replace')
    updated++
  }
  if (found.length > 0 || !upsert) return { matched: found.length, updated, document }
  const seed = upsertSeed(query)
  const made = withOperators
    ? applyUpdate(seed, update, { ...context, inserting: true })
    : replacement(seed._id, update)
  const [upsertId] = insertDocuments(space, collection, [made])
  return { matched: 0, updated: 0, upsertId, document: made }
}

function replacement(id: unknown, update: Document): Document {
  if (update._id !== undefined && id !== undefined && update._id !== id) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', "the (immutable) field '_id' cannot be altered")
  }
  checkNames(update)
  return id === undefined ? update : { _id: id, ...update }
}

/** Removes what matches (one document only unless `multi`). */
export function removeDocuments(
  space: Workspace,
  collection: Collection,
  query: Document,
  multi: boolean,
  guard?: DocumentGuard,
): number {
  const found = space.view.find(collection, query, multi ? {} : { limit: 1 })
  if (guard) for (const item of found) guard(item.document)
  for (const { idKey: key } of found) {
    space.guard(collection, key)
    space.view.overlay?.set({ collection, idKey: key, document: null, kind: 'update' })
  }
  return found.length
}

/** Lays one document over the view after checking the unique indexes. */
export function stage(
  space: Workspace,
  collection: Collection,
  key: string,
  document: Document,
  kind: ChangeKind,
): void {
  const { overlay } = space.view
  if (!overlay) throw new Error('a view without an overlay cannot be written to')
  checkSize(document, space.store.limits)
  if (collection.indexes.length > 0) {
    space.store.checkIndexKeys(collection, key, document)
    for (const index of collection.indexes)
      if (index.spec.unique) checkUnique(space.view, collection, index, key, document)
  }
  overlay.set({ collection, idKey: key, document, kind })
}

function checkUnique(view: View, collection: Collection, index: Index, own: string, document: Document): void {
  for (const value of indexKeys(document, index.paths)) {
    const uniqueKey = `${index.id}/${value}`
    const claimants = view.overlay?.claimants(uniqueKey) ?? []
    for (const other of [...claimants, ...view.holders(uniqueKey, uniqueKey + AFTER)]) {
      if (other === own) continue
      const rival = view.get(collection, other)
      if (rival && isDuplicate(index, document, rival)) {
        const values = index.paths.map((parts) => valueAt(document, parts))
        throw duplicateKey(collection, index.spec.name, values)
      }
    }
    view.overlay?.claim(uniqueKey, own)
  }
}

/** Values without their names, as MongoDB says it before 4.2. */
function duplicateKey(collection: Collection, index: string, values: unknown[]): DatabaseError {
  const key = values.map((value) => `: ${JSON.stringify(value ?? null)}`).join(', ')
  return new DatabaseError(
    'DATABASE_REQUEST_FAILED',
    `E11000 duplicate key error collection: ${collection.name} index: ${index} dup key: { ${key} }`,
  )
}
