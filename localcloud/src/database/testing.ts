import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './index'
import type { Database, DatabaseOptions, WireReply } from './types'

/** For the tests: databases in temporary directories, closed and removed by `cleanUp`. */
export class Workbench {
  readonly #databases: Database[] = []
  readonly #dirs: string[] = []

  /** A fresh directory. */
  dir(): string {
    const dir = mkdtempSync(join(tmpdir(), 'localcloud-db-'))
    this.#dirs.push(dir)
    return dir
  }

  open(options: Partial<DatabaseOptions> = {}): Database {
    const database = openDatabase({ dir: options.dir ?? this.dir(), now: Date.now, ...options })
    this.#databases.push(database)
    return database
  }

  async close(database: Database): Promise<void> {
    this.#databases.splice(this.#databases.indexOf(database), 1)
    await database.close()
  }

  async cleanUp(): Promise<void> {
    for (const database of this.#databases.splice(0)) await database.close()
    for (const dir of this.#dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
  }
}

/** Wire requests as the SDK makes them, for collection `c`. */
export class WireClient {
  readonly #database: Database
  readonly #collection: string

  constructor(database: Database, collection = 'c') {
    this.#database = database
    this.#collection = collection
  }

  send(action: string, body: Record<string, unknown> = {}): Promise<WireReply> {
    return this.#database.handle({ collectionName: this.#collection, ...body, action: `database.${action}` })
  }

  async begin(): Promise<string> {
    return String((await this.send('startTransaction')).transactionId)
  }

  /** `doc(id).update(data)` */
  update(id: string, data: object, transactionId?: string): Promise<WireReply> {
    return this.send('modifyDocument', {
      ...{ query: JSON.stringify({ _id: id }), queryType: 'DOC', data: JSON.stringify(data), transactionId },
      ...{ multi: false, merge: true, upsert: false },
    })
  }

  /** `where(query).update(data)` */
  updateWhere(query: object, data: object): Promise<WireReply> {
    return this.send('modifyDocument', {
      ...{ query: JSON.stringify(query), queryType: 'WHERE', data: JSON.stringify(data) },
      ...{ multi: true, merge: true, upsert: false },
    })
  }

  add(document: object, transactionId?: string): Promise<WireReply> {
    return this.send('insertDocument', { data: [JSON.stringify(document)], transactionId })
  }

  remove(id: string, transactionId?: string): Promise<WireReply> {
    return this.send('removeDocument', { query: JSON.stringify({ _id: id }), queryType: 'DOC', transactionId })
  }

  /** Documents of a query as their extended JSON reads, numbers plain. */
  async get(query: object, transactionId?: string): Promise<Record<string, unknown>[]> {
    const reply = await this.send('getDocument', { query: JSON.stringify(query), queryType: 'WHERE', transactionId })
    const { list } = reply.data as { list: string[] }
    return list.map((text) => JSON.parse(text.replace(/\{"\$number\w+":"(-?[\d.]+)"\}/g, '$1')))
  }
}
