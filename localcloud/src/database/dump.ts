import { createReadStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Collection } from './catalog'
import { insertDocuments, removeDocuments } from './commands'
import { parseEjson, stringifyEjson } from './ejson'
import type { Engine } from './engine'
import { AFTER, idProblem } from './keys'
import { isPlainObject } from './plain'
import type { Snapshot } from './snapshot'
import { DatabaseError, type Document } from './types'

const EXTENSION = '.jsonl'
/** Documents a commit takes when importing, and lines written at once when exporting. */
const CHUNK = 1000

/**
 * One file a collection, one document of extended JSON a line, all as of one moment: what is written meanwhile is not
 * in it. Memory does not grow with the collections.
 */
export async function exportCollections(engine: Engine, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  const snapshot = engine.store.current.retain()
  const collections = engine.store.catalog.all()
  try {
    for (const collection of collections) await exportCollection(engine, snapshot, collection, dir)
  } finally {
    snapshot.release()
  }
}

async function exportCollection(engine: Engine, snapshot: Snapshot, collection: Collection, dir: string) {
  const file = await open(join(dir, `${encodeURIComponent(collection.name)}${EXTENSION}`), 'w')
  const whole = { start: `${collection.id}/`, end: `${collection.id}/${AFTER}` }
  try {
    let lines: string[] = []
    for (const { document } of engine.store.scan(snapshot, collection, whole)) {
      lines.push(`${stringifyEjson(document)}\n`)
      if (lines.length < CHUNK) continue
      await file.write(lines.join(''))
      lines = []
    }
    await file.write(lines.join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Inserts what `exportCollections` wrote; documents whose _id is in use are replaced. All files are read before
 * anything is written.
 * @throws DatabaseError that names file, line and column of what cannot be read.
 */
export async function importCollections(engine: Engine, dir: string): Promise<void> {
  const files = (await readdir(dir)).filter((file) => file.endsWith(EXTENSION)).sort()
  for (const file of files) for await (const _ of readChunks(engine, join(dir, file)));
  for (const file of files) {
    const name = decodeURIComponent(file.slice(0, -EXTENSION.length))
    for await (const documents of readChunks(engine, join(dir, file))) await put(engine, name, documents)
  }
}

async function* readChunks(engine: Engine, file: string): AsyncGenerator<Document[]> {
  let chunk: Document[] = []
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    chunk.push(readLine(line, `${file}:${number}`, engine.now()))
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  // Also an empty one: the collection is made.
  yield chunk
}

function readLine(line: string, where: string, now: number): Document {
  let document: unknown
  try {
    document = parseEjson(line, now)
  } catch (error) {
    const column = /position (\d+)/.exec((error as Error).message)?.[1]
    throw unreadable(`${where}${column ? `:${Number(column) + 1}` : ''}: not JSON: ${(error as Error).message}`)
  }
  if (!isPlainObject(document)) throw unreadable(`${where}:1: expected a document, {"_id": …}`)
  const problem = document._id === undefined ? undefined : idProblem(document._id)
  if (problem) throw unreadable(`${where}: ${problem}`)
  return document
}

function unreadable(message: string): DatabaseError {
  return new DatabaseError('INVALID_PARAM', message)
}

async function put(engine: Engine, name: string, documents: Document[]): Promise<void> {
  const ids = documents.map((document) => document._id).filter((id) => id !== undefined)
  await engine.writer.submit((space) => {
    const collection = space.catalog.get(name) ?? space.catalog.create(name)
    removeDocuments(space, collection, { _id: { $in: ids } }, true)
    insertDocuments(space, collection, documents)
  })
}
