import { mkdirSync } from 'node:fs'
import { type Database as LmdbDatabase, open, type RootDatabase } from 'lmdb'
import { LIMITS, type Limits } from '../limits/limits'
import { DocumentCache } from './cache'
import { Catalog, type Collection } from './catalog'
import { parseEjson, stringifyEjson } from './ejson'
import { noteValues, refuseParallelArrays } from './index-values'
import { AFTER, indexKeys, MAX_KEY_BYTES } from './keys'
import type { Overlay } from './overlay'
import { Snapshot } from './snapshot'
import { DatabaseError, type Document, type SortSpec } from './types'
import type { Trace } from './view'

/** A committed change of one document. */
export interface CommittedChange {
  collection: Collection
  idKey: string
  before: Document | undefined
  after: Document | undefined
  kind: 'update' | 'replace'
}

/** A document and the key of its _id. */
export interface Found {
  idKey: string
  document: Document
}

/** With `reverse`, `start` is the upper end. */
export interface KeyRange {
  start: string
  end: string
  reverse?: boolean
}

/** States of LMDB kept at once: by open transactions, exports and the present. */
export const MAX_READERS = 10_100

/** A collection of at most so many documents is taken into the cache by a scan. */
const CACHED_SCAN = 2000

/**
 * The files: documents, index entries and the catalogue in one LMDB environment. Reads go through snapshots; a commit
 * is one LMDB transaction, flushed to disk on LMDB's own thread before it resolves.
 */
export class Store {
  readonly catalog = new Catalog()
  readonly cache = new DocumentCache()
  /** Told of queries that read many documents. */
  onLongScan: ((collection: Collection, query: Document, sort: SortSpec | undefined, trace: Trace) => void) | undefined
  readonly docs: LmdbDatabase<string, string>
  readonly index: LmdbDatabase<string, string>
  readonly #root: RootDatabase<string, string>
  readonly #meta: LmdbDatabase<string, string>
  #current: Snapshot

  constructor(
    dir: string,
    readonly limits: Limits = LIMITS,
  ) {
    mkdirSync(dir, { recursive: true })
    // overlappingSync would acknowledge before the flush; a promise resolved shall mean durable.
    this.#root = open({ path: `${dir}/data.mdb`, encoding: 'string', overlappingSync: false, maxReaders: MAX_READERS })
    this.docs = this.#root.openDB<string, string>('docs', { encoding: 'string' })
    this.index = this.#root.openDB<string, string>('index', { encoding: 'string' })
    this.#meta = this.#root.openDB<string, string>('meta', { encoding: 'string' })
    for (const { key, value } of this.#meta.getRange({})) this.catalog.load(key, value)
    for (const collection of this.catalog.all()) {
      collection.count = this.docs.getKeysCount({ start: `${collection.id}/`, end: `${collection.id}/${AFTER}` })
    }
    this.#current = new Snapshot(0, this.#root.useReadTransaction())
  }

  /** The committed state. Whoever keeps it beyond the present call must retain and release it. */
  get current(): Snapshot {
    return this.#current
  }

  /** A document as of a snapshot. */
  read(snapshot: Snapshot, collection: Collection, idKey: string): Document | undefined {
    const key = `${collection.id}/${idKey}`
    const cached = this.cache.get(key, snapshot.sequence)
    if (cached) return cached.document
    const text = this.docs.get(key, { transaction: snapshot.transaction })
    if (text === undefined) return undefined
    const document = parseEjson(text) as Document
    if (snapshot === this.#current) this.cache.set(key, document, text, snapshot.sequence)
    return document
  }

  /**
   * The documents whose keys lie in a range of a collection's, in order of key. Those of large collections stay out of
   * the cache: a scan would drive out what is really asked for again.
   */
  *scan(snapshot: Snapshot, collection: Collection, range: KeyRange): Iterable<Found> {
    const prefix = `${collection.id}/`.length
    const small = collection.count <= CACHED_SCAN
    for (const { key, value } of this.docs.getRange({ ...range, transaction: snapshot.transaction })) {
      const cached = this.cache.get(key, snapshot.sequence)
      const document = cached ? cached.document : (parseEjson(value) as Document)
      // Asked for every document: whoever awaits something between two of them may come back to another present.
      if (small && !cached && snapshot === this.#current) this.cache.set(key, document, value, snapshot.sequence)
      yield { idKey: key.slice(prefix), document }
    }
  }

  /** Extended JSON of a document just read. */
  textOf(snapshot: Snapshot, collection: Collection, idKey: string, document: Document): string {
    const cached = this.cache.get(`${collection.id}/${idKey}`, snapshot.sequence)
    return cached?.document === document ? cached.text : stringifyEjson(document)
  }

  /** Writes all changes in one durable LMDB transaction and makes it the current state. */
  async commit(overlay: Overlay): Promise<CommittedChange[]> {
    const changes: CommittedChange[] = []
    const texts: (string | undefined)[] = []
    for (const { collection, idKey, document, kind } of overlay.changes()) {
      const before = this.read(this.#current, collection, idKey)
      const after = document ?? undefined
      if (before === after) continue
      changes.push({ collection, idKey, before, after, kind })
      texts.push(after && stringifyEjson(after))
    }
    const entries = this.catalog.takeChanges()
    if (changes.length === 0 && entries.length === 0) return []
    try {
      await this.#root.batch(() => {
        for (const [key, value] of entries) this.#meta.put(key, value)
        for (const [i, change] of changes.entries()) this.#put(change, texts[i])
      })
    } catch (error) {
      this.catalog.returnChanges(entries)
      throw error
    }
    this.#advance(changes, texts)
    return changes
  }

  #put({ collection, idKey, before, after }: CommittedChange, text: string | undefined): void {
    const key = `${collection.id}/${idKey}`
    if (text === undefined) this.docs.remove(key)
    else this.docs.put(key, text)
    for (const { id, paths } of collection.indexes) {
      const old = before ? indexKeys(before, paths) : []
      const now = after ? indexKeys(after, paths) : []
      for (const value of without(old, now)) this.index.remove(`${id}/${value}${idKey}`)
      for (const value of without(now, old)) this.index.put(`${id}/${value}${idKey}`, idKey)
    }
  }

  #advance(changes: CommittedChange[], texts: (string | undefined)[]): void {
    const previous = this.#current
    this.#current = new Snapshot(previous.sequence + 1, this.#root.useReadTransaction())
    previous.release()
    changes.forEach(({ collection, idKey, before, after }, i) => {
      const key = `${collection.id}/${idKey}`
      if (after) this.cache.set(key, after, texts[i] as string, this.#current.sequence)
      else this.cache.delete(key)
      collection.count += Number(Boolean(after)) - Number(Boolean(before))
    })
  }

  /** Runs `action` as one synchronous transaction (while opening: declaring indexes), then stores the catalogue. */
  setup(action: () => void): void {
    this.#root.transactionSync(() => {
      action()
      for (const [key, value] of this.catalog.takeChanges()) this.#meta.putSync(key, value)
    })
    this.#advance([], [])
  }

  /** Notes what indexes have to know of a document's values and refuses keys that MongoDB or LMDB could not take. To be called before a change is staged. */
  checkIndexKeys(collection: Collection, idKey: string, document: Document): void {
    for (const index of collection.indexes) {
      refuseParallelArrays(index, document)
      const keys = indexKeys(document, index.paths)
      if (noteValues(index, document)) this.catalog.changed(collection)
      for (const key of keys) {
        // 3: the most bytes a UTF-16 unit takes in UTF-8.
        if ((key.length + idKey.length) * 3 > MAX_KEY_BYTES && Buffer.byteLength(key + idKey) > MAX_KEY_BYTES) {
          throw new DatabaseError('DATABASE_REQUEST_FAILED', `key too large for index ${index.spec.name}`)
        }
      }
    }
  }

  async close(): Promise<void> {
    this.#current.release()
    await this.#root.close()
  }
}

/** Keys that are not among others; of long arrays too. */
function without(keys: string[], others: string[]): string[] {
  if (others.length === 0) return keys
  if (others.length < 9) return keys.filter((key) => !others.includes(key))
  const known = new Set(others)
  return keys.filter((key) => !known.has(key))
}
