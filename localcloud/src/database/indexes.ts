import type { Limits } from '../limits/limits'
import { type Collection, INDEX_FORMAT, type Index, makeIndex } from './catalog'
import { isDuplicate, noteValues } from './index-values'
import { AFTER, indexKeys } from './keys'
import type { Store } from './store'
import { DatabaseError, type Document, type IndexSpec } from './types'

/**
 * Makes the indexes of each named collection what is declared: new and changed ones are built over the existing
 * documents, others dropped; those whose keys are of an earlier format are built anew, declared or not. Throws DatabaseError when a unique index meets duplicates; then nothing has changed on disk.
 */
export function declareIndexes(store: Store, declared: Record<string, IndexSpec[]>): void {
  const outdated = store.catalog.all().filter(({ indexes }) => indexes.some(({ format }) => format !== INDEX_FORMAT))
  const present = outdated.map(({ name, indexes }) => [name, indexes.map(({ spec }) => spec)])
  const wanted: Record<string, IndexSpec[]> = { ...Object.fromEntries(present), ...declared }
  const work = Object.entries(wanted).filter(([name, specs]) => !isDeclared(store.catalog.get(name), specs))
  if (work.length === 0) return
  store.setup(() => {
    for (const [name, specs] of work) {
      checkCount(name, specs, store.limits)
      const collection = store.catalog.get(name) ?? store.catalog.create(name)
      collection.indexes = specs.map((spec) => {
        checkSpec(name, spec)
        return collection.indexes.find((index) => isCurrent(index, spec)) ?? build(store, collection, spec)
      })
      store.catalog.changed(collection)
    }
  })
}

function isDeclared(collection: Collection | undefined, specs: IndexSpec[]): boolean {
  if (!collection || collection.indexes.length !== specs.length) return false
  return specs.every((spec, i) => isCurrent(collection.indexes[i], spec))
}

function isCurrent(index: Index | undefined, { name, unique, keys }: IndexSpec): boolean {
  if (index?.format !== INDEX_FORMAT) return false
  const { spec } = index
  return (
    spec.name === name && Boolean(spec.unique) === Boolean(unique) && JSON.stringify(spec.keys) === JSON.stringify(keys)
  )
}

function checkCount(collection: string, specs: IndexSpec[], { indexes, indexFields }: Limits): void {
  if (specs.length > indexes) {
    throw new DatabaseError('INVALID_PARAM', `${collection} may have ${indexes} indexes, not ${specs.length}`)
  }
  const wide = specs.find((spec) => Object.keys(spec.keys ?? {}).length > indexFields)
  if (wide) throw new DatabaseError('INVALID_PARAM', `index ${wide.name} may have ${indexFields} fields`)
}

/** @throws DatabaseError when these are no declarations of indexes, by collection */
export function checkIndexes(indexes: Record<string, IndexSpec[]>): void {
  for (const [collection, specs] of Object.entries(indexes)) {
    if (!Array.isArray(specs)) throw new DatabaseError('INVALID_PARAM', `indexes of ${collection} must be a list`)
    for (const spec of specs) checkSpec(collection, spec)
  }
}

function checkSpec(collection: string, spec: IndexSpec): void {
  const directions = Object.values(spec.keys ?? {})
  if (!spec.name || directions.length === 0 || directions.some((direction) => direction !== 1 && direction !== -1)) {
    throw new DatabaseError(
      'INVALID_PARAM',
      `index of ${collection} needs a name and keys {field: 1 | -1}: ${JSON.stringify(spec)}`,
    )
  }
}

/** The entries of dropped indexes stay in the file, unreachable: their numbers are not used again. */
function build(store: Store, collection: Collection, spec: IndexSpec): Index {
  const index = makeIndex(store.catalog.newId(), spec)
  const prefix = `${collection.id}/`
  for (const key of store.docs.getKeys({ start: prefix, end: prefix + AFTER })) {
    const idKey = key.slice(prefix.length)
    const document = store.read(store.current, collection, idKey)
    if (!document) continue
    const keys = indexKeys(document, index.paths)
    noteValues(index, document)
    for (const value of keys) {
      if (spec.unique) refuseDuplicate(store, collection, index, value, document)
      store.index.putSync(`${index.id}/${value}${idKey}`, idKey)
    }
  }
  return index
}

function refuseDuplicate(store: Store, collection: Collection, index: Index, value: string, document: Document): void {
  const start = `${index.id}/${value}`
  for (const { value: other } of store.index.getRange({ start, end: start + AFTER })) {
    const rival = store.read(store.current, collection, other)
    if (!rival || rival._id === document._id) continue
    if (!isDuplicate(index, rival, document)) continue
    throw new DatabaseError(
      'DATABASE_REQUEST_FAILED',
      `cannot build unique index ${index.spec.name} of ${collection.name}: duplicate key in ${rival._id} and ${document._id}`,
    )
  }
}
