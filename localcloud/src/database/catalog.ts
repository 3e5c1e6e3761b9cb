import { splitPath } from './paths'
import { DatabaseError, type IndexSpec } from './types'

/** An index as it is on disk and in memory. */
export interface Index {
  /** Number that begins its keys; never used twice. */
  id: number
  spec: IndexSpec
  fields: string[]
  paths: string[][]
  /** Whether some document ever had an array (or a path through one) here: then it has several keys a document. */
  multikey: boolean
  /** Fields that ever had a value whose key other values have as well: their keys give no order. */
  coarse: string[]
  /** Format of its keys; those of another one have to be made anew. */
  format: number
}

/** Format of the keys that are written now. */
export const INDEX_FORMAT = 2

export interface Collection {
  id: number
  name: string
  indexes: Index[]
  /** Documents committed. */
  count: number
}

export function makeIndex(id: number, spec: IndexSpec, known: Partial<StoredIndex> = {}): Index {
  const fields = Object.keys(spec.keys)
  const { multikey = false, coarse = [], format = INDEX_FORMAT } = known
  return { id, spec, fields, paths: fields.map(splitPath), multikey, coarse, format }
}

/** MongoDB's bound on a namespace. */
const MAX_NAME_BYTES = 120

function checkName(name: string): void {
  if (name !== '' && !/[\0$]/.test(name) && Buffer.byteLength(name) <= MAX_NAME_BYTES) return
  const expected = `expected at most ${MAX_NAME_BYTES} bytes without $`
  throw new DatabaseError('INVALID_PARAM', `not a name of a collection, ${expected}: ${name.slice(0, MAX_NAME_BYTES)}`)
}

const PREFIX = 'collection/'

/** The first format is that of indexes without `coarse` and `format`. */
interface StoredIndex {
  id: number
  spec: IndexSpec
  multikey: boolean
  coarse?: string[]
  format?: number
}

interface StoredCollection {
  id: number
  indexes: StoredIndex[]
}

/** The collections and their indexes; what changed is written by the next commit. */
export class Catalog {
  readonly #collections = new Map<string, Collection>()
  readonly #changed = new Set<Collection>()
  #nextId = 1

  get(name: string): Collection | undefined {
    return this.#collections.get(name)
  }

  all(): Collection[] {
    return [...this.#collections.values()]
  }

  /** Throws DatabaseError INVALID_PARAM for a name that no collection can have. */
  create(name: string): Collection {
    checkName(name)
    const collection: Collection = { id: this.newId(), name, indexes: [], count: 0 }
    this.#collections.set(name, collection)
    this.#changed.add(collection)
    return collection
  }

  /** A number for a new collection or index. */
  newId(): number {
    return this.#nextId++
  }

  changed(collection: Collection): void {
    this.#changed.add(collection)
  }

  /** Entries to be stored, by key; forgets that they changed. */
  takeChanges(): [key: string, value: string][] {
    if (this.#changed.size === 0) return []
    const entries = [...this.#changed].map(({ id, name, indexes }): [string, string] => {
      const stored: StoredCollection = {
        id,
        indexes: indexes.map(({ fields, paths, ...index }) => index),
      }
      return [PREFIX + name, JSON.stringify(stored)]
    })
    this.#changed.clear()
    return [['nextId', String(this.#nextId)], ...entries]
  }

  /** Takes back entries that could not be stored: the next commit writes them. */
  returnChanges(entries: [key: string, value: string][]): void {
    for (const [key] of entries) {
      const collection = this.#collections.get(key.slice(PREFIX.length))
      if (key.startsWith(PREFIX) && collection) this.#changed.add(collection)
    }
  }

  load(key: string, value: string): void {
    if (key === 'nextId') {
      this.#nextId = Number(value)
      return
    }
    const name = key.slice(PREFIX.length)
    const { id, indexes } = JSON.parse(value) as StoredCollection
    this.#collections.set(name, {
      id,
      name,
      indexes: indexes.map((index) => makeIndex(index.id, index.spec, { format: 1, ...index })),
      count: 0,
    })
  }
}
