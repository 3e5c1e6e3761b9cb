import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheDir, root } from './paths'

/** Hash of the content of files and folders (below the root), with what else decides the outcome of a build. */
export function inputHash(paths: readonly string[], more: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(more))
  for (const path of paths)
    for (const file of files(join(root, path))) {
      hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
    }
  return hash.digest('hex')
}

function files(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((entry) => entry.name !== 'node_modules' && !/\.test\.tsx?$/.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)]))
}

const stampFile = (name: string) => join(cacheDir, 'stamps', name)

/** Names and sizes of what a build left: somebody else may have built something other into the same folder since. */
function outputMark(folder: string): string {
  const hash = createHash('sha256')
  for (const file of files(folder)) hash.update(`${relative(folder, file)} ${statSync(file).size}\n`)
  return hash.digest('hex')
}

const POLL_MS = 200

/** Whether a process of this id lives on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Does `work` while no other process does work under the same name; one left by a dead process is passed over. */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = `${stampFile(name)}.lock`
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true })
      else await sleep(POLL_MS)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * Empties `folder` and does `build`, unless `name` was built from the same inputs before and the folder still is what
 * that left. Two commands that want the same build wait for each other.
 */
export function unlessUnchanged(
  name: string,
  inputs: string,
  folder: string,
  build: () => Promise<void>,
): Promise<'skip' | 'done'> {
  const file = stampFile(name)
  const stamp = () => `${inputs} ${outputMark(folder)}`
  return alone(name, async () => {
    if (existsSync(folder) && existsSync(file) && readFileSync(file, 'utf8') === stamp()) return 'skip'
    // A build that fails half way must not look finished.
    writeFileSync(file, '')
    rmSync(folder, { recursive: true, force: true })
    await build()
    writeFileSync(file, stamp())
    return 'done'
  })
}
