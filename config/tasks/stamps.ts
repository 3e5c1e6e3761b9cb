import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
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

/** Does `build` unless `name` was built from the same inputs before and `output` is still there. */
export async function unlessUnchanged(
  name: string,
  inputs: string,
  output: string,
  build: () => Promise<void>,
): Promise<'skip' | 'done'> {
  const file = stampFile(name)
  if (existsSync(output) && existsSync(file) && readFileSync(file, 'utf8') === inputs) return 'skip'
  mkdirSync(join(cacheDir, 'stamps'), { recursive: true })
  // A build that fails half way must not look finished.
  writeFileSync(file, '')
  await build()
  writeFileSync(file, inputs)
  return 'done'
}
