import type { Collection } from './catalog'
import { stage, type Workspace } from './commands'
import { newId } from './ids'
import { Overlay } from './overlay'
import type { Snapshot } from './snapshot'
import { type CommittedChange, MAX_READERS, type Store } from './store'
import { tooManyTransactions, transactionConflict, transactionEnded } from './transaction-errors'
import { View } from './view'
import type { Writer } from './writer'

/** Transactions that may be open at once: each may keep a state, and so a reader, of LMDB. */
const MOST_OPEN = MAX_READERS - 100

/** Of setTimeout, ms. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Documents written by open transactions. */
export class Locks {
  readonly #holders = new Map<string, Transaction>()
  #listener: () => void = () => {}

  onRelease(listener: () => void): void {
    this.#listener = listener
  }

  holder(collection: Collection, idKey: string): Transaction | undefined {
    return this.#holders.size === 0 ? undefined : this.#holders.get(`${collection.id}/${idKey}`)
  }

  take(collection: Collection, idKey: string, transaction: Transaction): void {
    this.#holders.set(`${collection.id}/${idKey}`, transaction)
  }

  release(transaction: Transaction): void {
    for (const [key, holder] of this.#holders) if (holder === transaction) this.#holders.delete(key)
    this.#listener()
  }
}

interface Transaction {
  id: string
  /** Taken with the first operation. */
  snapshot?: Snapshot
  overlay: Overlay
  timer: ReturnType<typeof setTimeout>
  /** Aborted by a conflict: whatever it tries from now on, its commit included, is answered with the conflict. */
  doomed?: boolean
}

/**
 * Transactions: reads from a snapshot, writes kept aside until the commit. The first writer of a document wins: who
 * comes second, or writes a document changed since its snapshot, fails at once and its transaction is aborted, as
 * MongoDB does with a WriteConflict.
 */
export class Transactions {
  readonly #open = new Map<string, Transaction>()
  /** Commit that last changed a document, kept while transactions are open: key → sequence. */
  readonly #changedAt = new Map<string, number>()
  readonly #store: Store
  readonly #locks: Locks
  readonly #now: () => number
  readonly #lifetime: number
  #writer: Writer | undefined

  constructor(store: Store, locks: Locks, now: () => number, lifetime: number) {
    this.#store = store
    this.#locks = locks
    this.#now = now
    this.#lifetime = Math.min(lifetime, LONGEST_TIMER)
  }

  attach(writer: Writer): void {
    this.#writer = writer
  }

  /** Throws DATABASE_TRANSACTION_FAIL when too many were begun and not ended. */
  start(): string {
    if (this.#open.size >= MOST_OPEN) throw tooManyTransactions(MOST_OPEN)
    const id = newId()
    const timer = setTimeout(() => this.abort(id), this.#lifetime)
    timer.unref()
    this.#open.set(id, { id, overlay: new Overlay(), timer })
    return id
  }

  /** Aborting what is no longer open is no error: the cloud has then aborted it itself. */
  abort(id: string): void {
    const transaction = this.#open.get(id)
    if (transaction) this.#end(transaction)
  }

  /** Resolves once durable. Throws DATABASE_TRANSACTION_CONFLICT when a unique key was taken in between. */
  async commit(id: string): Promise<void> {
    const transaction = this.#get(id)
    if (transaction.doomed) {
      this.#end(transaction)
      throw transactionConflict()
    }
    if (!this.#writer) throw new Error('no writer attached')
    if (transaction.overlay.isEmpty) {
      this.#end(transaction)
      return
    }
    clearTimeout(transaction.timer)
    // From here on nobody ends it or commits it again; its locks stay until the commit has run.
    this.#open.delete(id)
    await this.#writer.submit((space) => {
      try {
        const unguarded = { ...space, guard: () => {} }
        for (const { collection, idKey, document, kind } of transaction.overlay.changes()) {
          if (document) stage(unguarded, collection, idKey, document, kind)
          else space.view.overlay?.set({ collection, idKey, document, kind })
        }
      } catch {
        throw transactionConflict()
      } finally {
        this.#end(transaction)
      }
    })
  }

  /** Runs one operation inside a transaction. A conflict aborts the transaction. */
  run<T>(id: string, operation: (space: Workspace) => T): T {
    const transaction = this.#get(id)
    if (transaction.doomed) throw transactionConflict()
    transaction.snapshot ??= this.#store.current.retain()
    const overlay = new Overlay(transaction.overlay)
    const space: Workspace = {
      store: this.#store,
      catalog: this.#store.catalog,
      view: new View(this.#store, transaction.snapshot, this.#now, overlay),
      now: this.#now,
      guard: (collection, idKey) => this.#guard(transaction, collection, idKey),
    }
    try {
      const result = operation(space)
      overlay.merge()
      return result
    } catch (error) {
      // As in MongoDB, any failed operation aborts the transaction; only its end remains to be asked for.
      this.#giveUp(transaction)
      transaction.doomed = true
      throw error
    }
  }

  /** To be told of every commit. */
  committed(changes: CommittedChange[]): void {
    if (this.#open.size === 0) return
    const { sequence } = this.#store.current
    for (const { collection, idKey } of changes) this.#changedAt.set(`${collection.id}/${idKey}`, sequence)
  }

  abortAll(): void {
    for (const transaction of this.#open.values()) this.#end(transaction)
  }

  #guard(transaction: Transaction, collection: Collection, idKey: string): void {
    const holder = this.#locks.holder(collection, idKey)
    if (holder === transaction) return
    const changed = this.#changedAt.get(`${collection.id}/${idKey}`) ?? 0
    const changedSince = changed > (transaction.snapshot?.sequence ?? 0)
    if (holder || changedSince || this.#writer?.inFlight?.get(collection, idKey)) throw transactionConflict()
    this.#locks.take(collection, idKey, transaction)
  }

  #get(id: string): Transaction {
    const transaction = this.#open.get(id)
    if (transaction) return transaction
    throw transactionEnded()
  }

  #end(transaction: Transaction): void {
    clearTimeout(transaction.timer)
    this.#open.delete(transaction.id)
    if (this.#open.size === 0) this.#changedAt.clear()
    this.#giveUp(transaction)
  }

  #giveUp(transaction: Transaction): void {
    transaction.snapshot?.release()
    transaction.snapshot = undefined
    this.#locks.release(transaction)
  }
}
