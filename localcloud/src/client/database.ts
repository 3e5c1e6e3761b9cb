import type { ClientDocuments } from '../access/documents'
import type { Document, FindOptions, SortSpec } from '../database/types'
import type { Limits } from '../limits/limits'
import type { Connection } from './connection'
import { asApi, ClientError } from './errors'
import { ClientWatch, type WatchHandlers, type Watching } from './watch'

type Where = { query: Document; options: FindOptions }

interface Context {
  documents: ClientDocuments
  connection: Connection
  watches: Set<ClientWatch>
  limits: Limits
}

/** `wx.cloud.database()` in the database's own terms: conditions and updates are `{n: {$gt: 1}}` and `{$inc: {n: 1}}`. */
export class ClientDatabase {
  constructor(private readonly context: Context) {}

  collection(name: string): ClientCollection {
    return new ClientCollection(this.context, name)
  }
}

/** A query under way; each step gives a new one. */
export class ClientQuery {
  constructor(
    protected readonly context: Context,
    protected readonly name: string,
    private readonly asked: Where = { query: {}, options: {} },
  ) {}

  where(query: Document): ClientQuery {
    return this.with({ query })
  }

  orderBy(field: string, direction: 'asc' | 'desc'): ClientQuery {
    const sort: SortSpec = { ...this.asked.options.sort, [field]: direction === 'desc' ? -1 : 1 }
    return this.with({ options: { ...this.asked.options, sort } })
  }

  skip(skip: number): ClientQuery {
    return this.with({ options: { ...this.asked.options, skip } })
  }

  limit(limit: number): ClientQuery {
    return this.with({ options: { ...this.asked.options, limit } })
  }

  field(projection: Record<string, 0 | 1>): ClientQuery {
    return this.with({ options: { ...this.asked.options, projection } })
  }

  get(): Promise<{ data: Document[]; errMsg: string }> {
    const { query, options } = this.asked
    const most = this.context.limits.clientQueryDocuments
    const limit = Math.min(options.limit ?? most, most)
    return this.run('collection.get', (documents) => ({
      data: structuredClone(documents.find(this.name, query, { ...options, limit })),
    }))
  }

  count(): Promise<{ total: number; errMsg: string }> {
    return this.run('collection.count', (documents) => ({ total: documents.count(this.name, this.asked.query) }))
  }

  /** With operators, or plain fields to set. */
  update({ data }: { data: Document }): Promise<{ stats: { updated: number }; errMsg: string }> {
    return this.run('collection.update', async (documents) => ({
      stats: { updated: await documents.update(this.name, this.asked.query, data, { multi: true }) },
    }))
  }

  remove(): Promise<{ stats: { removed: number }; errMsg: string }> {
    return this.run('collection.remove', async (documents) => ({
      stats: { removed: await documents.remove(this.name, this.asked.query, { multi: true }) },
    }))
  }

  watch(handlers: WatchHandlers): Watching {
    const { sort, limit } = this.asked.options
    const options = { ...(sort ? { sort } : {}), ...(limit === undefined ? {} : { limit }) }
    return opened(this.context, this.name, this.asked.query, options, handlers)
  }

  protected run<T extends object>(api: string, action: (documents: ClientDocuments) => T | Promise<T>) {
    return runApi(this.context, api, action)
  }

  private with(change: Partial<Where>): ClientQuery {
    return new ClientQuery(this.context, this.name, { ...this.asked, ...change })
  }
}

export class ClientCollection extends ClientQuery {
  doc(id: string): ClientDocument {
    return new ClientDocument(this.context, this.name, id)
  }

  /** The caller becomes the document's `_openid`. */
  add({ data }: { data: Document }): Promise<{ _id: string; errMsg: string }> {
    return this.run('collection.add', async (documents) => {
      const [_id = ''] = await documents.add(this.name, [data])
      return { _id }
    })
  }
}

export class ClientDocument {
  constructor(
    private readonly context: Context,
    private readonly name: string,
    private readonly id: string,
  ) {}

  /** Rejects with errCode -1 when the document is missing or may not be read. */
  get(): Promise<{ data: Document; errMsg: string }> {
    return runApi(this.context, 'document.get', (documents) => {
      const data = documents.find(this.name, { _id: this.id })[0]
      if (data) return { data: structuredClone(data) }
      const reason = `cannot find document with _id ${this.id}, please make sure that the document exists and you have the corresponding access permission`
      throw new ClientError('document.get', 'DATABASE_DOCUMENT_NOT_EXIST', reason)
    })
  }

  update({ data }: { data: Document }): Promise<{ stats: { updated: number }; errMsg: string }> {
    return runApi(this.context, 'document.update', async (documents) => ({
      stats: { updated: await documents.update(this.name, { _id: this.id }, data) },
    }))
  }

  set({ data }: { data: Document }) {
    return runApi(this.context, 'document.set', async (documents) => {
      const { updated, created } = await documents.set(this.name, this.id, data)
      return { _id: this.id, stats: { updated, created: created === undefined ? 0 : 1 } }
    })
  }

  remove(): Promise<{ stats: { removed: number }; errMsg: string }> {
    return runApi(this.context, 'document.remove', async (documents) => ({
      stats: { removed: await documents.remove(this.name, { _id: this.id }) },
    }))
  }

  watch(handlers: WatchHandlers): Watching {
    return opened(this.context, this.name, { _id: this.id }, {}, handlers)
  }
}

async function runApi<T extends object>(
  { connection, documents }: Context,
  api: string,
  action: (documents: ClientDocuments) => T | Promise<T>,
): Promise<T & { errMsg: string }> {
  const result = await asApi(api, () => {
    connection.require(api)
    return action(documents)
  })
  return { ...result, errMsg: `${api}:ok` }
}

function opened(context: Context, name: string, query: Document, options: object, handlers: WatchHandlers): Watching {
  const { documents, connection, watches, limits } = context
  const watch = new ClientWatch(documents, connection, name, query, options, handlers, limits.watchDocuments)
  watches.add(watch)
  return {
    close() {
      watches.delete(watch)
      return watch.close()
    },
  }
}
