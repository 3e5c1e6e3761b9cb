import { checkAnswer } from '../database/answer'
import { parseEjson, stringifyEjson } from '../database/ejson'
import { projector } from '../database/project'
import { type Database, DatabaseError, type Document, type FindOptions } from '../database/types'
import { isOperatorUpdate } from '../database/update/apply'
import type { Limits } from '../limits/limits'
import { creatorOf, type Identity, type Operation, type Rules, withIdentity } from '../rules/rules'
import { lookedUp } from './lookups'
import { Permit } from './permit'
import { leadingQuery } from './pipeline'
import { writtenFields } from './written'

/** Options of a write: `multi` for all that match, a transaction it belongs to. */
export interface WriteOptions {
  multi?: boolean
  transactionId?: string | undefined
}

/**
 * The database as one client sees it: every read and write goes by the collection's security rule. Rejects and throws
 * DatabaseError with the platform's codes.
 */
export class ClientDocuments {
  constructor(
    readonly database: Database,
    private readonly rules: Rules,
    readonly identity: Identity,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  /** The rule's decision about one operation. Throws when the client may not do it at all. */
  permit(collection: string, operation: Operation, data?: Document): Permit {
    return new Permit(collection, operation, this.rules.permission(collection, operation), {
      auth: this.identity,
      now: this.now(),
      ...(data ? { data } : {}),
      read: (name, id) => this.database.get(name, id),
    })
  }

  /** Documents that match and may be read. */
  find(collection: string, query: Document, { projection, ...options }: FindOptions = {}): Document[] {
    const permit = this.permit(collection, 'read')
    return this.answer(shown(permit, this.database.find(collection, this.narrowed(permit, query), options), projection))
  }

  /** The same, as a transaction sees it. */
  async findInTransaction(collection: string, query: Document, options: FindOptions, transactionId: string) {
    const { projection, sort, skip: offset, limit } = options
    const permit = this.permit(collection, 'read')
    const asked = stringifyEjson(this.narrowed(permit, query))
    const order = sort && stringifyEjson(sort)
    const body = { action: 'database.getDocument', query: asked, order, offset, limit, transactionId }
    const { list } = await this.run<{ list: string[] }>(collection, body)
    const found = list.map((text) => parseEjson(text) as Document)
    return shown(permit, found, projection)
  }

  /**
   * One document by its id, judged by itself rather than by the query. Undefined when it is missing or, where only
   * creators read, somebody else's.
   */
  async get(collection: string, id: string, projection?: FindOptions['projection'], transactionId?: string) {
    const permit = this.permit(collection, 'read')
    const document = await this.stored(collection, id, transactionId)
    if (!document || (!permit.tests && !permit.allows(document))) {
      permit.requireOpen()
      return undefined
    }
    permit.require(document)
    return shown(permit, [document], projection)[0]
  }

  /** The query of a live query, restricted to what may be read; its documents are tested one by one (`mayRead`). */
  readQuery(collection: string, query: Document): Document {
    return this.narrowed(this.permit(collection, 'read'), query)
  }

  mayRead(collection: string, document: Document): boolean {
    return this.permit(collection, 'read').allows(document)
  }

  count(collection: string, query: Document): number {
    const permit = this.permit(collection, 'read')
    const asked = this.narrowed(permit, query)
    if (!permit.tests) return this.database.count(collection, asked)
    return this.database.find(collection, asked).filter((document) => permit.allows(document)).length
  }

  /** The query of a leading $match or $geoNear is the one that the rule is compared with; $lookup reaches only what everybody may read. */
  aggregate(collection: string, stages: Document[]): Document[] {
    const permit = this.permit(collection, 'read')
    for (const other of lookedUp(stages)) {
      if (this.rules.permission(other, 'read') !== 'all') throw closed(other)
    }
    const { query, narrowed } = leadingQuery(stages)
    let asked = this.narrowed(permit, query)
    if (permit.tests) {
      const seen = this.database.find(collection, asked).filter((document) => permit.allows(document))
      asked = { _id: { $in: seen.map(({ _id }) => _id) } }
    }
    return this.answer(this.database.aggregate(collection, narrowed(asked)))
  }

  /** Adds documents, with the caller as their `_openid`. Resolves with their ids. */
  async add(collection: string, documents: Document[], transactionId?: string): Promise<string[]> {
    const owned = documents.map((document) => {
      refuseCreator(document)
      return { ...document, _openid: creatorOf(this.identity) }
    })
    for (const document of owned) this.permit(collection, 'create', document).require(document)
    const body = { action: 'database.insertDocument', data: owned.map(stringifyEjson), transactionId }
    return (await this.run<{ insertedIds: string[] }>(collection, body)).insertedIds
  }

  /** Updates with operators. Resolves with the number of documents changed. */
  async update(collection: string, query: Document, update: Document, options: WriteOptions = {}): Promise<number> {
    const fields = writtenFields(update)
    refuseCreator(fields)
    const operators = isOperatorUpdate(update) ? update : { $set: update }
    return await this.modify(collection, query, operators, this.permit(collection, 'update', fields), options)
  }

  /** Replaces the document with this id, which keeps its creator, or makes it. */
  async set(collection: string, id: string, document: Document, transactionId?: string) {
    refuseCreator(document)
    const existing = await this.stored(collection, id, transactionId)
    if (!existing) {
      await this.add(collection, [{ ...document, _id: id }], transactionId)
      return { updated: 0, created: id }
    }
    const permit = this.permit(collection, 'update', document)
    const kept = existing._openid === undefined ? document : { ...document, _openid: existing._openid }
    return { updated: await this.modify(collection, { _id: id }, kept, permit, { transactionId }) }
  }

  /** Removes one document that matches, or all. Resolves with the number. */
  async remove(collection: string, query: Document, { multi = false, transactionId }: WriteOptions = {}) {
    const permit = this.permit(collection, 'delete')
    const asked = stringifyEjson(this.narrowed(permit, query))
    const body = { action: 'database.removeDocument', query: asked, multi, transactionId }
    return (await this.run<{ deleted: number }>(collection, body, permit)).deleted
  }

  private answer(documents: Document[]): Document[] {
    checkAnswer(documents, this.limits)
    return documents
  }

  private async modify(collection: string, query: Document, data: Document, permit: Permit, options: WriteOptions) {
    const body = {
      action: 'database.modifyDocument',
      query: stringifyEjson(this.narrowed(permit, query)),
      data: stringifyEjson(data),
      multi: options.multi ?? false,
      transactionId: options.transactionId,
    }
    return (await this.run<{ updated: number }>(collection, body, permit)).updated
  }

  private narrowed(permit: Permit, query: Document): Document {
    return permit.narrow(withIdentity(query, this.identity))
  }

  /** A document whoever may read it: what a rule for writing is about. */
  private async stored(collection: string, id: string, transactionId?: string): Promise<Document | undefined> {
    if (transactionId === undefined) return this.database.get(collection, id)
    const body = { action: 'database.getDocument', query: stringifyEjson({ _id: id }), transactionId }
    const [text] = (await this.run<{ list: string[] }>(collection, body)).list
    return text === undefined ? undefined : (parseEjson(text) as Document)
  }

  private async run<T>(collection: string, body: Document & { action: string }, permit?: Permit): Promise<T> {
    const guard = permit && ((document: Document) => permit.require(document))
    const reply = await this.database.handle({ ...body, collectionName: collection }, guard)
    if (reply.code !== undefined) throw new DatabaseError(String(reply.code), String(reply.message))
    return reply.data as T
  }
}

/** What of the documents found may be seen, with the fields asked for. */
function shown(permit: Permit, found: Document[], projection: FindOptions['projection']): Document[] {
  const seen = permit.tests ? found.filter((document) => permit.allows(document)) : found
  return projection ? seen.map(projector(projection)) : seen
}

/** `_openid` is the system's: clients can neither choose nor change it. */
function refuseCreator(fields: Document): void {
  if (Object.hasOwn(fields, '_openid')) throw new DatabaseError('INVALID_PARAM', '_openid is set by the system')
}

function closed(collection: string): DatabaseError {
  const message = `Permission denied: lookup in ${collection}: only collections that everybody may read`
  return new DatabaseError('DATABASE_PERMISSION_DENIED', message)
}
