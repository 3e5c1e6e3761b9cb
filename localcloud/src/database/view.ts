import type { Collection } from './catalog'
import { documentComparator } from './compare'
import { compileQuery, type Matcher } from './match'
import { distanceOrder } from './near'
import type { Overlay } from './overlay'
import { type Plan, planQuery } from './planner'
import { type Surroundings, surroundings } from './query/expression'
import type { Snapshot } from './snapshot'
import type { Found, KeyRange, Store } from './store'
import type { Document, SortSpec } from './types'

export interface ReadOptions {
  sort?: SortSpec
  skip?: number
  limit?: number
}

/** Documents looked at for one query from which on the developer is told. */
const LONG_SCAN = 10_000

export interface Trace {
  found: Found[]
  plan: Plan
  /** Documents read and tested. */
  examined: number
  /** Whether the order had to be made in memory. */
  sorted: boolean
}

/** Candidates beyond those wanted that are collected before they are sorted and cut. */
const SORTED_AT_ONCE = 1000

/** What a command or a transaction sees: a snapshot and the uncommitted writes laid over it. */
export class View {
  readonly #store: Store
  readonly #around: Surroundings
  readonly snapshot: Snapshot
  readonly overlay: Overlay | undefined

  constructor(store: Store, snapshot: Snapshot, now: () => number, overlay?: Overlay) {
    this.#store = store
    this.snapshot = snapshot
    this.#around = surroundings(now)
    this.overlay = overlay
  }

  get(collection: Collection, idKey: string): Document | undefined {
    const change = this.overlay?.get(collection, idKey)
    if (change) return change.document ?? undefined
    return this.#store.read(this.snapshot, collection, idKey)
  }

  /** Documents that match, in the order asked for. */
  find(collection: Collection, query: Document, options: ReadOptions): Found[] {
    return this.trace(collection, query, options).found
  }

  /** `find` with how it went: the plan, and how many documents it looked at. */
  trace(collection: Collection, query: Document, options: ReadOptions): Trace {
    const { sort, skip = 0, limit = Number.POSITIVE_INFINITY } = options
    const matches = compileQuery(query, this.#around)
    const wanted = skip + limit
    const sorted = sort && Object.keys(sort).length > 0 ? sort : undefined
    const plan = planQuery(collection, query, sorted, Number.isFinite(limit))
    const near = sorted ? undefined : distanceOrder(query)
    const ordered = plan.ordered && !near
    const compare = sorted ? documentComparator(sorted) : near
    const inOrder = (a: Found, b: Found) => (compare ? compare(a.document, b.document) : 0)
    const found: Found[] = []
    let examined = 0
    for (const item of this.#candidates(collection, plan)) {
      examined++
      if (!matches(item.document)) continue
      found.push(item)
      if (ordered && found.length >= wanted) break
      // Only the first of an order are wanted: don't hold the whole collection for them.
      if (found.length > wanted * 2 + SORTED_AT_ONCE) found.sort(inOrder).length = wanted
    }
    const added = this.#addChanged(collection, plan, matches, found)
    if (compare && (added || !ordered)) found.sort(inOrder)
    const trace: Trace = {
      found: skip > 0 || found.length > limit ? found.slice(skip, wanted) : found,
      plan,
      examined,
      sorted: Boolean(compare) && (added || !ordered),
    }
    if (examined >= LONG_SCAN) this.#store.onLongScan?.(collection, query, sorted, trace)
    return trace
  }

  count(collection: Collection, query: Document): number {
    if (!this.overlay && Object.keys(query).length === 0) return collection.count
    const matches = compileQuery(query, this.#around)
    const plan = planQuery(collection, query, undefined, false)
    const changed: Found[] = []
    this.#addChanged(collection, plan, matches, changed)
    let total = changed.length
    for (const { document } of this.#candidates(collection, plan)) if (matches(document)) total++
    return total
  }

  /** idKeys of documents that have one index key. */
  *holders(indexKey: string, end: string): Iterable<string> {
    const { transaction } = this.snapshot
    for (const { value } of this.#store.index.getRange({ start: indexKey, end, transaction })) yield value
  }

  /** Documents of the snapshot a plan leads to, without those written since. */
  *#candidates(collection: Collection, plan: Plan): Iterable<Found> {
    if (plan.ids) {
      for (const idKey of plan.ids) {
        const document = this.get(collection, idKey)
        if (document) yield { idKey, document }
      }
      return
    }
    const overlay = this.overlay?.touches(collection) ? this.overlay : undefined
    const seen = plan.index && (plan.index.multikey || plan.ranges.length > 1) ? new Set<string>() : undefined
    for (const { start, end } of plan.ranges) {
      const range = plan.reverse ? { start: end, end: start, reverse: true } : { start, end }
      for (const item of plan.index
        ? this.#byIndex(collection, range)
        : this.#store.scan(this.snapshot, collection, range)) {
        if (seen) {
          if (seen.has(item.idKey)) continue
          seen.add(item.idKey)
        }
        if (overlay?.get(collection, item.idKey)) continue
        yield item
      }
    }
  }

  *#byIndex(collection: Collection, range: KeyRange): Iterable<Found> {
    const { transaction } = this.snapshot
    for (const { value: idKey } of this.#store.index.getRange({ ...range, transaction })) {
      const document = this.#store.read(this.snapshot, collection, idKey)
      if (document) yield { idKey, document }
    }
  }

  /** Documents written over the snapshot are tested one by one: a batch has few. */
  #addChanged(collection: Collection, plan: Plan, matches: Matcher, found: Found[]): boolean {
    if (plan.ids || !this.overlay?.touches(collection)) return false
    let added = false
    for (const { idKey, document } of this.overlay.changesOf(collection)) {
      if (!document || !matches(document)) continue
      found.push({ idKey, document })
      added = true
    }
    return added
  }
}
