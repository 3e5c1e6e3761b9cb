import type { Document } from './types'

/** UTF-16 units of document text kept; the parsed documents take about four times that in memory. */
const DEFAULT_CAPACITY = 32 * 1024 * 1024

/** Share of the capacity that an eviction leaves. */
const KEPT_SHARE = 0.9

interface Entry {
  document: Document
  text: string
  /** The commit since which the document is known to be so. */
  sequence: number
}

/** Parsed documents of the committed state, the least recently used dropped first. */
export class DocumentCache {
  readonly #entries = new Map<string, Entry>()
  readonly #capacity: number
  #size = 0

  constructor(capacity = DEFAULT_CAPACITY) {
    this.#capacity = capacity
  }

  /** The entry, unless it is newer than the commit asked for. */
  get(key: string, sequence: number): Entry | undefined {
    const entry = this.#entries.get(key)
    if (!entry || entry.sequence > sequence) return undefined
    // Order only matters near the limit; below half of it, don't pay for it.
    if (this.#size * 2 > this.#capacity) {
      this.#entries.delete(key)
      this.#entries.set(key, entry)
    }
    return entry
  }

  set(key: string, document: Document, text: string, sequence: number): void {
    this.delete(key)
    this.#entries.set(key, { document, text, sequence })
    this.#size += text.length
    if (this.#size > this.#capacity) this.#evict()
  }

  delete(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#size -= entry.text.length
    this.#entries.delete(key)
  }

  /** Some at a time: finding the oldest entry of a Map costs a walk over those deleted before it. */
  #evict(): void {
    for (const key of this.#entries.keys()) {
      if (this.#size <= this.#capacity * KEPT_SHARE) return
      this.delete(key)
    }
  }
}
