import { LIMITS } from '../limits/limits'
import { runPipeline } from './aggregate'
import type { Collection } from './catalog'
import { cloneDocument } from './clone'
import { insertDocuments, modifyDocuments, removeDocuments } from './commands'
import { exportCollections, importCollections } from './dump'
import { describeScan, explainTrace } from './explain'
import { declareIndexes } from './indexes'
import { idKey } from './keys'
import { projector } from './project'
import { Store } from './store'
import { Locks, Transactions } from './transactions'
import {
  type Database,
  DatabaseError,
  type DatabaseOptions,
  type Document,
  type DocumentGuard,
  type Explanation,
  type FindOptions,
  type UpdateOptions,
  type WatchEvent,
  type WatchHandle,
  type WatchOptions,
  type WireReply,
  type WireRequest,
} from './types'
import { View } from './view'
import { Watchers } from './watch'
import { handleAction } from './wire'
import { Writer } from './writer'

/** The parts of the database put together. */
export class Engine implements Database {
  readonly store: Store
  readonly writer: Writer
  readonly transactions: Transactions
  readonly now: () => number
  readonly #watchers: Watchers
  readonly #autoCreate: boolean
  readonly #onWarning: (text: string) => void
  readonly #warned = new Set<string>()

  constructor({ dir, now, indexes, autoCreate, onWarning, transactionLifetime, limits = LIMITS }: DatabaseOptions) {
    this.now = now
    this.#autoCreate = autoCreate ?? true
    this.#onWarning = onWarning ?? (() => {})
    this.store = new Store(dir, limits)
    try {
      declareIndexes(this.store, indexes ?? {})
    } catch (error) {
      void this.store.close()
      throw error
    }
    this.store.onLongScan = (collection, query, sort, trace) => {
      if (!explainTrace(query, sort, trace).advice) return
      // Once for each shape of query, not for each query.
      const shape = `${collection.name} ${Object.keys(query)} ${Object.keys(sort ?? {})}`
      this.warnOnce(shape, describeScan(collection.name, query, sort, trace))
    }
    this.#watchers = new Watchers(now, (error) => this.#onWarning(`a watch listener failed: ${String(error)}`))
    const locks = new Locks()
    this.transactions = new Transactions(this.store, locks, now, transactionLifetime ?? limits.transactionMs)
    this.writer = new Writer(this.store, locks, now, (changes) => {
      this.transactions.committed(changes)
      this.#watchers.notify(changes)
    })
    this.transactions.attach(this.writer)
  }

  /** The committed state. */
  view(): View {
    return new View(this.store, this.store.current, this.now)
  }

  /** A collection to read; undefined when it is missing and that is no error. */
  readable(name: string): Collection | undefined {
    const collection = this.store.catalog.get(name)
    if (collection) return collection
    if (!this.#autoCreate) throw missing(name)
    this.warnOnce(name, `collection ${name} does not exist: it reads as empty here, the cloud answers with an error`)
    return undefined
  }

  /** A collection to write to, made when missing. */
  writable(name: string): Collection {
    const collection = this.store.catalog.get(name)
    if (collection) return collection
    if (!this.#autoCreate) throw missing(name)
    this.warnOnce(name, `collection ${name} did not exist and was made: create it in the cloud before deploying`)
    return this.store.catalog.create(name)
  }

  handle(body: WireRequest, guard?: DocumentGuard): Promise<WireReply> {
    return handleAction(this, body, guard)
  }

  async addCollection(name: string): Promise<void> {
    await this.writer.submit(({ catalog }) => {
      if (catalog.get(name)) throw new DatabaseError('DATABASE_COLLECTION_ALREADY_EXIST', `Table exist: ${name}`)
      catalog.create(name)
    })
  }

  find(name: string, query: Document = {}, { projection, ...options }: FindOptions = {}): Document[] {
    const collection = this.store.catalog.get(name)
    if (!collection) return []
    const documents = this.view()
      .find(collection, query, options)
      .map(({ document }) => document)
    return projection ? documents.map(projector(projection)) : documents
  }

  explain(name: string, query: Document = {}, options: FindOptions = {}): Explanation {
    const collection = this.store.catalog.get(name)
    if (!collection) return { access: 'scan', ranges: 0, examined: 0, returned: 0, sorted: false }
    return explainTrace(query, options.sort, this.view().trace(collection, query, options))
  }

  get(name: string, id: string): Document | undefined {
    const collection = this.store.catalog.get(name)
    return collection && this.view().get(collection, idKey(id))
  }

  count(name: string, query: Document = {}): number {
    const collection = this.store.catalog.get(name)
    return collection ? this.view().count(collection, query) : 0
  }

  async insert(name: string, documents: Document[]): Promise<string[]> {
    // The caller may go on changing his own.
    const copies = documents.map(cloneDocument)
    const ids = await this.writer.submit((space) => insertDocuments(space, this.#ensure(name), copies))
    return ids.map(String)
  }

  async update(name: string, query: Document, update: Document, options: UpdateOptions = {}): Promise<number> {
    const { multi = false, upsert = false } = options
    const copy = cloneDocument(update)
    const { updated } = await this.writer.submit((space) =>
      modifyDocuments(space, this.#ensure(name), query, copy, { multi, upsert }),
    )
    return updated
  }

  remove(name: string, query: Document): Promise<number> {
    return this.writer.submit((space) => removeDocuments(space, this.#ensure(name), query, true))
  }

  aggregate(name: string, stages: Document[]): Document[] {
    return runPipeline(name, stages, {
      find: (collection, query, options) => this.find(collection, query, options),
      now: this.now(),
    })
  }

  collections(): { name: string; documents: number }[] {
    return this.store.catalog
      .all()
      .map(({ name, count }) => ({ name, documents: count }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  watch(name: string, query: Document, options: WatchOptions, listener: (event: WatchEvent) => void): WatchHandle {
    const collection = this.#ensure(name)
    return this.#watchers.add(collection, query, options, this.find(name, query), listener)
  }

  abortTransactions(): void {
    this.transactions.abortAll()
  }

  export(dir: string): Promise<void> {
    return exportCollections(this, dir)
  }

  import(dir: string): Promise<void> {
    return importCollections(this, dir)
  }

  async close(): Promise<void> {
    this.#watchers.clear()
    this.transactions.abortAll()
    await this.writer.idle()
    await this.store.close()
  }

  /** Tells the developer, once for each `about`. */
  warnOnce(about: string, text: string): void {
    if (this.#warned.has(about)) return
    this.#warned.add(about)
    this.#onWarning(text)
  }

  #ensure(name: string): Collection {
    return this.store.catalog.get(name) ?? this.store.catalog.create(name)
  }
}

function missing(name: string): DatabaseError {
  return new DatabaseError('DATABASE_COLLECTION_NOT_EXIST', `Db or Table not exist: ${name}`)
}
