import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '../services'

const MANIFEST = 'localcloud.json'
const VERSION = 1

/** What an export says of itself. */
export interface Manifest {
  version: number
  /** Time of the cloud, ms. */
  at: number
  /** Documents by collection, those of the emulator itself included (their names begin with an underscore). */
  collections: Record<string, number>
}

/**
 * Writes the whole state as plain files: `database/NAME.jsonl`, a document a line; `files/`, the contents of the bucket
 * (their paths are in `database/_files.jsonl`, under whose hash they lie); and localcloud.json about it. Functions are
 * not state.
 * @throws when the directory has something in it
 */
export async function exportState({ database, files, clock }: Services, directory: string): Promise<Manifest> {
  await mkdir(directory, { recursive: true })
  const present = await readdir(directory)
  if (present.length > 0)
    throw new Error(`${directory}: expected an empty or a new directory, found ${present[0]} in it`)
  await database.export(join(directory, 'database'))
  await cp(files.directory, join(directory, 'files'), { recursive: true })
  const collections = Object.fromEntries(database.collections().map(({ name, documents }) => [name, documents]))
  const manifest: Manifest = { version: VERSION, at: clock.now(), collections }
  // Last: an export without it was interrupted.
  await writeFile(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/**
 * Reads what `exportState` wrote into this cloud. Documents and files that are there already under the same name are
 * replaced, others stay. The clock stays too: the manifest says where it stood.
 * @throws Error when the directory holds no complete export
 */
export async function importState(services: Services, directory: string): Promise<Manifest> {
  const { database, files, pay, openapi } = services
  const file = join(directory, MANIFEST)
  if (!existsSync(file)) {
    throw new Error(`${directory}: expected a directory made by export, found no ${MANIFEST} in it`)
  }
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest
  if (manifest.version !== VERSION) throw new Error(`${file}: expected version ${VERSION}, found ${manifest.version}`)
  await cp(join(directory, 'files'), files.directory, { recursive: true })
  await database.import(join(directory, 'database'))
  await pay.resume()
  openapi.tasks.resume()
  return manifest
}
