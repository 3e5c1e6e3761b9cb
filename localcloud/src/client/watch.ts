import type { ClientDocuments } from '../access/documents'
import type { DataType, Document, QueueType, WatchChange, WatchHandle, WatchOptions } from '../database/types'
import type { Connection } from './connection'
import { asApi, ClientError } from './errors'

/** One change, with the fields `wx.cloud` gives it. */
export interface DocChange {
  id: number
  queueType: QueueType
  dataType: DataType
  docId: string
  doc: Document
  updatedFields?: Document
  removedFields?: string[]
}

export interface Snapshot {
  id: number
  docs: Document[]
  docChanges: DocChange[]
  /** Only on the first one. */
  type?: 'init'
}

export interface WatchHandlers {
  onChange(snapshot: Snapshot): void
  onError(error: ClientError): void
}

export interface Watching {
  close(): Promise<void>
}

/** A live query of a client: the documents it may read, again after every change while there is a network. */
export class ClientWatch implements Watching {
  private handle: WatchHandle | undefined
  private readonly stopListening: () => void
  /** The result as the cloud has it, and as the client was last told. */
  private latest: Document[] = []
  private told = new Map<string, Document>()
  private readonly changes = new Map<string, WatchChange>()
  private events = 0
  private closed = false

  constructor(
    private readonly documents: ClientDocuments,
    private readonly connection: Connection,
    private readonly collection: string,
    query: Document,
    options: WatchOptions,
    private readonly handlers: WatchHandlers,
    private readonly most: number,
  ) {
    this.stopListening = connection.onChange((on) => {
      if (on) this.tell()
    })
    void this.open(query, options)
  }

  close(): Promise<void> {
    this.closed = true
    this.handle?.close()
    this.stopListening()
    return Promise.resolve()
  }

  /** Ends it with an error, as the SDK does when it could not reconnect for a minute. */
  fail(error: ClientError): void {
    if (this.closed) return
    void this.close()
    this.handlers.onError(error)
  }

  /** Answers come after `watch` has returned, as over a network. */
  private async open(query: Document, options: WatchOptions): Promise<void> {
    await Promise.resolve()
    try {
      await asApi('collection.watch', () => {
        this.connection.require('collection.watch')
        const asked = this.documents.readQuery(this.collection, query)
        if (this.closed) return
        this.handle = this.documents.database.watch(this.collection, asked, options, ({ docs, changes }) => {
          if (docs.length > this.most) return this.fail(tooMany(this.most))
          this.latest = docs
          for (const change of changes) this.changes.set(change.docId, change)
          if (this.connection.online) this.tell()
        })
      })
    } catch (error) {
      this.fail(error as ClientError)
    }
  }

  private tell(): void {
    const visible = this.latest.filter((document) => this.documents.mayRead(this.collection, document))
    const id = this.events
    const docChanges = this.changesTo(visible).map((change) => ({ id, ...change }))
    this.changes.clear()
    if (this.events > 0 && docChanges.length === 0) return
    this.told = new Map(visible.map((document) => [String(document._id), document]))
    const type = this.events === 0 ? { type: 'init' as const } : {}
    this.events++
    this.handlers.onChange(structuredClone({ id, docs: visible, docChanges, ...type }))
  }

  private changesTo(visible: Document[]): Omit<DocChange, 'id'>[] {
    const gone = new Map(this.told)
    const changes: Omit<DocChange, 'id'>[] = []
    for (const doc of visible) {
      const docId = String(doc._id)
      const before = gone.get(docId)
      gone.delete(docId)
      if (before === doc) continue
      const change = this.changes.get(docId)
      const { updatedFields, removedFields } = change ?? {}
      const fields = before ? { updatedFields: updatedFields ?? {}, removedFields: removedFields ?? [] } : {}
      changes.push({ docId, doc, ...this.kindOf(before, change), ...fields })
    }
    for (const [docId, doc] of gone) {
      const dataType = this.changes.get(docId)?.dataType === 'remove' ? 'remove' : 'update'
      changes.push({ docId, doc, queueType: 'dequeue', dataType })
    }
    return changes
  }

  private kindOf(before: Document | undefined, change: WatchChange | undefined) {
    if (this.events === 0) return { queueType: 'init', dataType: 'init' } as const
    if (before) return { queueType: 'update', dataType: change?.dataType === 'replace' ? 'replace' : 'update' } as const
    return { queueType: 'enqueue', dataType: change?.dataType ?? 'update' } as const
  }
}

function tooMany(most: number): ClientError {
  return new ClientError('collection.watch', 'DATABASE_REALTIME_EXCEED_LIMIT', `more than ${most} documents match`)
}
