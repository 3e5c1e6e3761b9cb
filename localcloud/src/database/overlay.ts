import type { Collection } from './catalog'
import { getOrMake } from './maps'
import type { Document } from './types'

export type ChangeKind = 'update' | 'replace'

/** A document written but not yet committed; `document` is null when it was removed. */
export interface Change {
  collection: Collection
  idKey: string
  document: Document | null
  kind: ChangeKind
}

/**
 * Uncommitted writes over a snapshot: of one command, of the batch it belongs to (its parent), or of a transaction.
 */
export class Overlay {
  readonly parent: Overlay | undefined
  readonly #changes = new Map<Collection, Map<string, Change>>()
  /** Unique index key → idKeys of the documents that took it here: a key may stand for several values. */
  readonly #claims = new Map<string, Set<string>>()

  constructor(parent?: Overlay) {
    this.parent = parent
  }

  get isEmpty(): boolean {
    return this.#changes.size === 0
  }

  get(collection: Collection, idKey: string): Change | undefined {
    return this.#changes.get(collection)?.get(idKey) ?? this.parent?.get(collection, idKey)
  }

  set(change: Change): void {
    getOrMake(this.#changes, change.collection, () => new Map<string, Change>()).set(change.idKey, change)
  }

  claim(uniqueKey: string, idKey: string): void {
    getOrMake(this.#claims, uniqueKey, () => new Set<string>()).add(idKey)
  }

  *claimants(uniqueKey: string): Iterable<string> {
    yield* this.#claims.get(uniqueKey) ?? []
    if (this.parent) yield* this.parent.claimants(uniqueKey)
  }

  /** Changes to one collection, the parent's included where not changed again. */
  *changesOf(collection: Collection): Iterable<Change> {
    const own = this.#changes.get(collection)
    if (own) yield* own.values()
    if (!this.parent) return
    for (const change of this.parent.changesOf(collection)) if (!own?.has(change.idKey)) yield change
  }

  touches(collection: Collection): boolean {
    return this.#changes.has(collection) || Boolean(this.parent?.touches(collection))
  }

  /** Own changes, all collections. */
  *changes(): Iterable<Change> {
    for (const changes of this.#changes.values()) yield* changes.values()
  }

  /** Moves own changes to the parent: the command has succeeded. */
  merge(): void {
    const parent = this.parent
    if (!parent) throw new Error('an overlay without a parent cannot be merged')
    for (const change of this.changes()) parent.set(change)
    for (const [key, idKeys] of this.#claims) for (const idKey of idKeys) parent.claim(key, idKey)
  }
}
