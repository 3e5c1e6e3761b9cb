import type { ClientDocuments } from '../access/documents'
import {
  DatabaseError,
  type Document,
  type SortSpec,
  type WatchChange,
  type WatchEvent,
  type WatchHandle,
} from '../database/types'
import type { Limits } from '../limits/limits'
import { plainJson } from './plain-json'

/** What to watch. It is part of the query id, so that a watch can be taken up again after a restart. */
export interface WatchSpec {
  collection: string
  query: Document
  sort?: SortSpec
  limit?: number
}

/** One change in the shape the web SDK parses: documents are JSON texts; removedFields is read in lower case. */
export interface WireEvent {
  ID: number
  DataType: string
  QueueType: string
  DocID: string
  Doc: string
  UpdatedFields?: string
  RemovedFields?: string
  removedFields?: string
}

/** Most events kept for a client that lost its connection; one that missed more gets the whole result anew. */
const KEPT_EVENTS = 100

/**
 * A live query of one client. Every document is checked against the collection's rule before it is delivered; one
 * that becomes unreadable leaves the result.
 */
export class LiveQuery {
  /** Id of the last event; the first result is event 1. */
  current: number
  private readonly visible = new Map<string, string>()
  private readonly kept: { id: number; events: WireEvent[]; length: number }[] = []
  private keptLength = 0
  private readonly handle: WatchHandle

  /**
   * @param after id of the last event the client knows, when it comes back to a query the server does not know
   * @param limits how many documents it may hold, and how much it keeps for a client that is away
   * @throws DatabaseError when the client may not ask this, or too much matches
   */
  constructor(
    private readonly documents: ClientDocuments,
    private readonly spec: WatchSpec,
    after: number,
    private readonly limits: Pick<Limits, 'watchDocuments' | 'watchKeptBytes'>,
    private readonly onEvents: (events: WireEvent[]) => void,
    /** The result has come to more documents than a live query may hold; this one is over. */
    private readonly onOverflow: (error: DatabaseError) => void,
  ) {
    this.current = after
    const { collection, query, sort, limit } = spec
    const { database } = documents
    const options = { ...(sort ? { sort } : {}), ...(limit === undefined ? {} : { limit }) }
    this.handle = database.watch(collection, documents.readQuery(collection, query), options, (event) =>
      this.receive(event),
    )
    if (this.visible.size > limits.watchDocuments) {
      this.close()
      throw tooMany(limits.watchDocuments)
    }
  }

  /** The whole result as events of the current id. */
  whole(): WireEvent[] {
    return [...this.visible].map(([id, doc]) => ({
      ID: this.current,
      DataType: 'init',
      QueueType: 'init',
      DocID: id,
      Doc: doc,
    }))
  }

  /**
   * What a client that knows event `id` has missed. When that is not known any more: a fresh result that replaces
   * the client's, as one more event.
   */
  since(id: number): WireEvent[] {
    if (id === this.current) return []
    const first = this.kept[0]
    if (first && id >= first.id - 1 && id < this.current) {
      return this.kept.filter((event) => event.id > id).flatMap((event) => event.events)
    }
    return this.anew(Math.max(id, this.current))
  }

  /** The result as the event after `id`. An empty one needs a document to begin with, which leaves at once. */
  anew(id: number): WireEvent[] {
    this.current = id + 1
    this.kept.length = 0
    this.keptLength = 0
    const events = this.whole()
    if (events.length > 0) return events
    const ghost = { ID: this.current, DocID: '-', Doc: '{"_id":"-"}' }
    return [
      { ...ghost, DataType: 'init', QueueType: 'init' },
      { ...ghost, DataType: 'remove', QueueType: 'dequeue' },
    ]
  }

  close(): void {
    this.handle.close()
  }

  private receive({ docs, changes }: WatchEvent): void {
    if (this.handle && docs.length > this.limits.watchDocuments) {
      this.close()
      this.onOverflow(tooMany(this.limits.watchDocuments))
      return
    }
    if (!this.handle) {
      // The first call comes before `watch` returns: it is the whole result, which the client asks for.
      for (const change of changes) this.admit(change)
      this.current++
      return
    }
    const events: WireEvent[] = []
    for (const change of changes) {
      const event = this.translate(change)
      if (event) events.push({ ...event, ID: this.current + 1 })
    }
    if (events.length === 0) return
    this.current++
    this.keep(events)
    this.onEvents(events)
  }

  private keep(events: WireEvent[]): void {
    const length = events.reduce((sum, { Doc, UpdatedFields }) => sum + Doc.length + (UpdatedFields?.length ?? 0), 0)
    this.kept.push({ id: this.current, events, length })
    this.keptLength += length
    while (this.kept.length > KEPT_EVENTS || this.keptLength > this.limits.watchKeptBytes) {
      this.keptLength -= this.kept.shift()?.length ?? 0
    }
  }

  private admit({ docId, doc }: WatchChange): boolean {
    if (!this.documents.mayRead(this.spec.collection, doc)) return false
    this.visible.set(docId, jsonOf(doc))
    return true
  }

  private translate(change: WatchChange): WireEvent | undefined {
    const { docId, queueType } = change
    const known = this.visible.get(docId)
    const admitted = queueType !== 'dequeue' && this.admit(change)
    const base = { ID: 0, DocID: docId, Doc: jsonOf(change.doc) }
    if (!admitted) {
      this.visible.delete(docId)
      return known === undefined ? undefined : { ...base, Doc: known, DataType: leaving(change), QueueType: 'dequeue' }
    }
    if (known === undefined) return { ...base, DataType: entering(change), QueueType: 'enqueue' }
    return { ...base, DataType: 'update', QueueType: 'update', ...fieldsOf(change) }
  }
}

/** The code is ours: the platform documents that it is an error, not which. */
function tooMany(most: number): DatabaseError {
  return new DatabaseError('DATABASE_REALTIME_EXCEED_LIMIT', `a live query holds at most ${most} documents`)
}

const entering = ({ dataType }: WatchChange): string =>
  dataType === 'add' || dataType === 'replace' ? dataType : 'update'
const leaving = ({ dataType }: WatchChange): string => (dataType === 'update' ? 'update' : 'remove')

function fieldsOf({ updatedFields, removedFields }: WatchChange) {
  const removed = JSON.stringify(removedFields ?? [])
  return { UpdatedFields: plainJson(updatedFields ?? {}), RemovedFields: removed, removedFields: removed }
}

/** Documents are shared by all who watch them: each version is turned into text once. */
const texts = new WeakMap<Document, string>()

function jsonOf(doc: Document): string {
  let text = texts.get(doc)
  if (text === undefined) {
    text = plainJson(doc)
    texts.set(doc, text)
  }
  return text
}
