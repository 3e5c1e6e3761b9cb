import type { Limits } from '../limits/limits'

/** A document (JSON values, Date, RegExp), or a query, an update or an aggregation stage over documents. */
export type Document = Record<string, unknown>

/** Fields in order of significance: 1 ascending, -1 descending. */
export type SortSpec = Record<string, 1 | -1>

/** One index of a collection. A unique index treats a missing field as null. */
export interface IndexSpec {
  name: string
  keys: SortSpec
  unique?: boolean
}

export interface FindOptions {
  sort?: SortSpec
  skip?: number
  limit?: number
  projection?: Record<string, 0 | 1>
}

/** How a query finds its documents. */
export interface Explanation {
  /** By the ids it names, through an index, or by reading the collection. */
  access: 'ids' | 'index' | 'scan'
  /** Name of the index. */
  index?: string
  /** Ranges of the index (or of the ids) read. */
  ranges: number
  /** Documents read and tested, and those that were asked for. */
  examined: number
  returned: number
  /** Whether the order was made in memory rather than given by the index. */
  sorted: boolean
  /** An index that would find them with less reading, when there is one to be had. */
  advice?: IndexSpec
}

export interface UpdateOptions {
  multi?: boolean
  upsert?: boolean
}

export type QueueType = 'init' | 'enqueue' | 'dequeue' | 'update'
export type DataType = 'init' | 'add' | 'update' | 'replace' | 'remove'

/** What happened to one document of a live query. `doc` is the state after it (the last known one when it left). */
export interface WatchChange {
  queueType: QueueType
  dataType: DataType
  docId: string
  doc: Document
  updatedFields?: Document
  removedFields?: string[]
}

/** `id` grows by one with every event of a live query; `docs` is the whole result after it. */
export interface WatchEvent {
  id: number
  docs: Document[]
  changes: WatchChange[]
}

export interface WatchHandle {
  close(): void
  /** Id of the last event delivered. */
  readonly currentEvent: number
}

export interface WatchOptions {
  sort?: SortSpec
  limit?: number
}

/** The request body of one `database.*` action, parsed from JSON. */
export type WireRequest = Record<string, unknown> & { action: string }
/** Sees every document that an action is about to update or remove; throws DatabaseError when it may not be. */
export type DocumentGuard = (document: Document) => void
/** The reply body of one `database.*` action, without `requestId`. */
export type WireReply = Record<string, unknown>

/**
 * The document database. Everything `handle`, `insert`, `update` and `remove` have acknowledged survives kill -9.
 * Documents handed out must not be changed by the caller: they are shared with the engine's cache.
 */
export interface Database {
  /**
   * Runs one `database.*` action of the wire and returns the reply in the wire's shape: `{data:{list:[EJSON…]}}`,
   * `{data:{updated}}`, `{transactionId}` … or `{code,message}`. Never throws for expected errors. With a guard that
   * throws for one document, nothing is written.
   */
  handle(body: WireRequest, guard?: DocumentGuard): Promise<WireReply>
  /** Documents that match, committed state. No limit unless one is given. */
  find(collection: string, query?: Document, options?: FindOptions): Document[]
  get(collection: string, id: string): Document | undefined
  count(collection: string, query?: Document): number
  /** Runs a query and tells how it went; documents are read as `find` reads them. */
  explain(collection: string, query?: Document, options?: FindOptions): Explanation
  /** Inserts all or none; makes the collection when missing. Rejects with DatabaseError on a duplicate key. */
  insert(collection: string, docs: Document[]): Promise<string[]>
  /** Update with operators, or replacement without any. Resolves with the number of documents it changed. */
  update(collection: string, query: Document, update: Document, options?: UpdateOptions): Promise<number>
  /** Removes all that match; resolves with their number. */
  remove(collection: string, query: Document): Promise<number>
  aggregate(collection: string, stages: Document[]): Document[]
  collections(): { name: string; documents: number }[]
  /**
   * Live query: calls back with the current result before it returns, then after every commit that touches the
   * result (a transaction's changes arrive as one event).
   */
  watch(collection: string, query: Document, options: WatchOptions, listener: (event: WatchEvent) => void): WatchHandle
  /** Rolls all open transactions back: what waits for them goes on. */
  abortTransactions(): void
  /** Writes every collection as `NAME.jsonl` (one EJSON document a line) into the directory. */
  export(dir: string): Promise<void>
  /** Inserts what `export` wrote; documents whose _id exists are replaced. */
  import(dir: string): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Directory of the data files; made when missing. One process at a time. */
  dir: string
  /** The clock of server dates, ms since 1970. */
  now(): number
  /** Indexes by collection; declaring one makes the collection. Built over existing data when first declared. */
  indexes?: Record<string, IndexSpec[]>
  /** Whether a write to a missing collection makes it (default true, with a warning); else the real cloud's error. */
  autoCreate?: boolean
  /** How long a transaction may stay open, ms (default: `limits.transactionMs`). */
  transactionLifetime?: number
  /** Default: the platform's. */
  limits?: Limits
  onWarning?(text: string): void
}

/** `code` and `message` are those of the wire. */
export class DatabaseError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'DatabaseError'
    this.code = code
  }
}
