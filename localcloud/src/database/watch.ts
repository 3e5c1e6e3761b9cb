import type { Collection } from './catalog'
import { documentComparator } from './compare'
import { diffDocuments } from './diff'
import { idKey } from './keys'
import { getOrMake } from './maps'
import { compileQuery, type Matcher } from './match'
import { type Surroundings, surroundings } from './query/expression'
import type { CommittedChange } from './store'
import type { Document, WatchChange, WatchEvent, WatchHandle, WatchOptions } from './types'

type Listener = (event: WatchEvent) => void

/** One live query. Keeps all documents that match (before the limit) and what was last shown. */
class Watcher {
  readonly #matches: Matcher
  readonly #compare: ((a: object, b: object) => number) | undefined
  readonly #limit: number
  readonly #listener: Listener
  readonly #matching = new Map<string, Document>()
  #shown: Document[] = []
  event = 0

  constructor(query: Document, options: WatchOptions, initial: Document[], listener: Listener, around: Surroundings) {
    this.#matches = compileQuery(query, around)
    this.#compare = options.sort && documentComparator(options.sort)
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY
    this.#listener = listener
    for (const document of initial) this.#matching.set(keyOf(document), document)
    this.#shown = this.#visible()
    const changes = this.#shown.map(
      (doc): WatchChange => ({ queueType: 'init', dataType: 'init', docId: String(doc._id), doc }),
    )
    listener({ id: this.event, docs: this.#shown, changes })
  }

  /** Takes in one commit's changes; true to the listener only when something shown changed. */
  apply(committed: CommittedChange[]): void {
    const byId = new Map<string, CommittedChange>()
    for (const change of committed) {
      if (change.after && this.#matches(change.after)) this.#matching.set(change.idKey, change.after)
      else if (!this.#matching.delete(change.idKey)) continue
      byId.set(change.idKey, change)
    }
    if (byId.size === 0) return
    const before = this.#shown
    this.#shown = this.#visible()
    const changes = describe(before, this.#shown, byId)
    if (changes.length > 0) this.#listener({ id: ++this.event, docs: this.#shown, changes })
  }

  #visible(): Document[] {
    const documents = [...this.#matching.values()]
    if (this.#compare) documents.sort(this.#compare)
    return documents.length > this.#limit ? documents.slice(0, this.#limit) : documents
  }
}

function keyOf(document: Document): string {
  return idKey(document._id as string)
}

function describe(before: Document[], after: Document[], byId: Map<string, CommittedChange>): WatchChange[] {
  const old = new Map(before.map((document) => [keyOf(document), document]))
  const changes: WatchChange[] = []
  for (const document of after) {
    const key = keyOf(document)
    const previous = old.get(key)
    old.delete(key)
    if (previous === document) continue
    const base = { docId: String(document._id), doc: document }
    const committed = byId.get(key)
    if (previous) {
      const replaced = committed?.kind === 'replace'
      changes.push({
        ...base,
        queueType: 'update',
        dataType: replaced ? 'replace' : 'update',
        ...diffDocuments(previous, document),
      })
    } else {
      const isNew = !committed?.before
      changes.push({
        ...base,
        queueType: 'enqueue',
        dataType: isNew ? 'add' : 'update',
        ...(committed?.before ? diffDocuments(committed.before, document) : {}),
      })
    }
  }
  for (const [key, document] of old) {
    const now = byId.get(key)?.after
    const removed = byId.has(key) && !now
    changes.push({
      queueType: 'dequeue',
      dataType: removed ? 'remove' : 'update',
      docId: String(document._id),
      doc: now ?? document,
    })
  }
  return changes
}

/** Live queries by collection; those of a single document are found by its id. */
export class Watchers {
  readonly #byId = new Map<string, Set<Watcher>>()
  readonly #general = new Map<Collection, Set<Watcher>>()
  readonly #onError: (error: unknown) => void
  readonly #around: Surroundings

  /** @param now the time that `$$NOW` of a query is, ms: a document is tested when it is written */
  constructor(now: () => number, onError: (error: unknown) => void) {
    this.#around = surroundings(now)
    this.#onError = onError
  }

  add(
    collection: Collection,
    query: Document,
    options: WatchOptions,
    initial: Document[],
    listener: Listener,
  ): WatchHandle {
    const told: Listener = (event) => {
      try {
        listener(event)
      } catch (error) {
        this.#onError(error)
      }
    }
    const watcher = new Watcher(query, options, initial, told, this.#around)
    const { _id: id } = query
    const single = typeof id === 'string' || typeof id === 'number'
    const close = single
      ? register(this.#byId, `${collection.id}/${idKey(id)}`, watcher)
      : register(this.#general, collection, watcher)
    return {
      close,
      get currentEvent() {
        return watcher.event
      },
    }
  }

  notify(changes: CommittedChange[]): void {
    if (this.#byId.size > 0) {
      for (const change of changes) {
        const watchers = this.#byId.get(`${change.collection.id}/${change.idKey}`)
        if (watchers) for (const watcher of [...watchers]) this.#tell(watcher, [change])
      }
    }
    if (this.#general.size === 0) return
    const byCollection = new Map<Collection, CommittedChange[]>()
    for (const change of changes) {
      getOrMake(byCollection, change.collection, (): CommittedChange[] => []).push(change)
    }
    for (const [collection, list] of byCollection) {
      for (const watcher of [...(this.#general.get(collection) ?? [])]) this.#tell(watcher, list)
    }
  }

  /** A query may fail for a document it has not met before, `$expr` for one: that is no matter of the others. */
  #tell(watcher: Watcher, changes: CommittedChange[]): void {
    try {
      watcher.apply(changes)
    } catch (error) {
      this.#onError(error)
    }
  }

  clear(): void {
    this.#byId.clear()
    this.#general.clear()
  }
}

function register<K>(registry: Map<K, Set<Watcher>>, key: K, watcher: Watcher): () => void {
  getOrMake(registry, key, () => new Set<Watcher>()).add(watcher)
  return () => {
    const current = registry.get(key)
    current?.delete(watcher)
    if (current?.size === 0) registry.delete(key)
  }
}
