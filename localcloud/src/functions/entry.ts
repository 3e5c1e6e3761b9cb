import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ConfigFile, ConfigObject } from '../config/file'

/** What is run of a function. */
export interface Entry {
  entry: string
  bundled: boolean
  handler: string
}

const EXTENSIONS = ['', '.js', '.ts', '.cjs', '.mjs', '.cts', '.mts']
const DEFAULT_HANDLER = 'index.main'

/**
 * The file of a function folder: that of `handler` (`FILE.EXPORT`, of cloudbaserc.json) when given, else "main" of its
 * package.json when there is such a file, else its index. Of two that differ in their extension only, JavaScript is
 * taken: it is what would be deployed. Undefined when there is nothing to run.
 */
export function findEntry(folder: string, handler = DEFAULT_HANDLER): Entry | undefined {
  const dot = handler.lastIndexOf('.')
  const name = dot > 0 ? handler.slice(0, dot) : 'index'
  const main = handler === DEFAULT_HANDLER ? mainOfPackage(folder) : undefined
  const entry = (main && resolveFile(join(folder, main))) ?? resolveFile(join(folder, name))
  return entry ? { entry, bundled: isBundled(entry), handler: handler.slice(dot + 1) } : undefined
}

function mainOfPackage(folder: string): string | undefined {
  const file = join(folder, 'package.json')
  return existsSync(file) ? ConfigObject.whole(new ConfigFile(file)).text('main') : undefined
}

function resolveFile(path: string): string | undefined {
  const candidates = [
    ...EXTENSIONS.map((extension) => path + extension),
    join(path, 'index.js'),
    join(path, 'index.ts'),
  ]
  return candidates.find((file) => existsSync(file) && statSync(file).isFile())
}

/** TypeScript and ES modules are compiled to CommonJS; `.js` is what the nearest package.json says, as in Node. */
function isBundled(entry: string): boolean {
  return /\.[cm]?ts$/.test(entry) || isModule(entry)
}

/** Whether Node takes a JavaScript file for an ES module. */
export function isModule(file: string): boolean {
  if (/\.[cm]js$/.test(file)) return file.endsWith('.mjs')
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const text = readIfThere(join(folder, 'package.json'))
    if (text !== undefined) return /"type"\s*:\s*"module"/.test(text)
    if (folder === dirname(folder)) return false
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
