import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { JsonError, lineAndColumn, parseJson } from '../config/json'
import { reviveEjson } from '../database/index'
import type { Database, Document } from '../database/types'

/** Documents by collection, or a directory of them: NAME.jsonl (a document a line) or NAME.json (a list, or lines). */
export type Seed = Record<string, Document[]> | string

/** Documents of a commit. */
const CHUNK = 1000

/**
 * Puts documents into the database; one whose _id is there already is replaced. In files a document is JSON, extended
 * (`{"$date": …}`) where JSON has no such type: what `export` writes, and what the platform's console exports.
 * @returns the number of documents by collection
 * @throws Error that names file, line and column; nothing has been written then
 */
export async function seedDatabase(database: Database, seed: Seed, now: number): Promise<Record<string, number>> {
  const contents = typeof seed === 'string' ? readDirectory(seed, now) : seed
  const counts: Record<string, number> = {}
  for (const [collection, documents] of Object.entries(contents)) {
    if (!Array.isArray(documents)) throw new Error(`seed of ${collection}: expected a list of documents`)
    for (let i = 0; i < documents.length; i += CHUNK) {
      const chunk = documents.slice(i, i + CHUNK)
      const ids = chunk.map(({ _id }) => _id).filter((id) => id !== undefined)
      if (ids.length > 0) await database.remove(collection, { _id: { $in: ids } })
      await database.insert(collection, chunk)
    }
    counts[collection] = documents.length
  }
  return counts
}

function readDirectory(directory: string, now: number): Record<string, Document[]> {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) throw new Error(`no such directory: ${directory}`)
  const files = readdirSync(directory).filter((file) => /\.jsonl?$/.test(file))
  if (files.length === 0) throw new Error(`${directory}: expected files NAME.jsonl or NAME.json, found none`)
  const name = (file: string) => decodeURIComponent(file.replace(/\.jsonl?$/, ''))
  return Object.fromEntries(files.sort().map((file) => [name(file), readFile(join(directory, file), now)]))
}

function readFile(file: string, now: number): Document[] {
  return readDocuments(readFileSync(file, 'utf8'), file, now)
}

/**
 * Documents of a text: a JSON list of them, or one a line.
 * @throws Error that names `source`, line and column
 */
export function readDocuments(text: string, source: string, now: number): Document[] {
  const whole = /^\s*\[/.test(text)
  const parts = whole ? [{ text, at: 0 }] : lines(text)
  return parts.flatMap((part) => {
    const { value } = parse(source, text, part)
    const documents = whole ? (value as unknown[]) : [value]
    return documents.map((document, i) => {
      if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
        return reviveEjson(document, now) as Document
      }
      const { line } = lineAndColumn(text, part.at)
      throw new Error(`${source}:${line}: expected a document${whole ? ` as item ${i + 1}` : ''}`)
    })
  })
}

function parse(source: string, whole: string, { text, at }: { text: string; at: number }) {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const { line, column } = lineAndColumn(whole, at + error.offset)
    throw new Error(`${source}:${line}:${column}: ${error.message}`)
  }
}

function lines(text: string): { text: string; at: number }[] {
  let at = 0
  return text.split('\n').flatMap((line) => {
    const start = at
    at += line.length + 1
    return line.trim() === '' ? [] : [{ text: line, at: start }]
  })
}
