import { createReadStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { insertDocuments, removeDocuments } from './commands'
import { parseEjson, stringifyEjson } from './ejson'
import type { Engine } from './engine'
import type { Document } from './types'

const EXTENSION = '.jsonl'
/** Documents a commit takes when importing. */
const CHUNK = 1000

/** One file a collection, one document of extended JSON a line, all as of one moment. */
export async function exportCollections(engine: Engine, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  const contents = engine.collections().map(({ name }) => ({ name, documents: engine.find(name) }))
  for (const { name, documents } of contents) {
    const file = await open(join(dir, `${encodeURIComponent(name)}${EXTENSION}`), 'w')
    try {
      for (let i = 0; i < documents.length; i += CHUNK) {
        const lines = documents.slice(i, i + CHUNK).map((document) => `${stringifyEjson(document)}\n`)
        await file.write(lines.join(''))
      }
    } finally {
      await file.close()
    }
  }
}

/** Inserts what `exportCollections` wrote, in commits of some documents; those with an _id in use are replaced. */
export async function importCollections(engine: Engine, dir: string): Promise<void> {
  const files = (await readdir(dir)).filter((file) => file.endsWith(EXTENSION))
  for (const file of files.sort()) {
    const name = decodeURIComponent(file.slice(0, -EXTENSION.length))
    const chunk: Document[] = []
    for await (const line of createInterface({ input: createReadStream(join(dir, file)) })) {
      if (line.trim() === '') continue
      chunk.push(parseEjson(line, engine.now()) as Document)
      if (chunk.length === CHUNK) await put(engine, name, chunk.splice(0))
    }
    await put(engine, name, chunk)
  }
}

async function put(engine: Engine, name: string, documents: Document[]): Promise<void> {
  const ids = documents.map((document) => document._id).filter((id) => id !== undefined)
  await engine.writer.submit((space) => {
    const collection = space.catalog.get(name) ?? space.catalog.create(name)
    removeDocuments(space, collection, { _id: { $in: ids } }, true)
    insertDocuments(space, collection, documents)
  })
}
