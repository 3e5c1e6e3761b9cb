import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Sandbox } from './sandbox'

/** app.json, as far as the host needs it. */
export interface AppConfig {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
  tabBar?: TabBar
  window?: Record<string, string>
  usingComponents?: Record<string, string>
}

export interface TabBar {
  color: string
  selectedColor: string
  backgroundColor: string
  list: { pagePath: string; text: string; iconPath: string; selectedIconPath: string }[]
}

/** Names of the browser and of Node that libraries ask for and a mini-program does not have. */
const SHADOWED = [
  'window',
  'document',
  'process',
  'self',
  'frames',
  'location',
  'navigator',
  'localStorage',
  'XMLHttpRequest',
]

/** A built mini-program: its scripts, one instance each, and what its json files say. */
export class Package {
  readonly config: AppConfig
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly roots: string[]

  constructor(
    readonly folder: string,
    private readonly sandbox: Sandbox,
  ) {
    this.config = this.json('app.json') as unknown as AppConfig
    this.roots = this.subpackages.map(({ root }) => `${root.replace(/\/$/, '')}/`)
  }

  get subpackages(): { root: string; pages: string[] }[] {
    return this.config.subPackages ?? this.config.subpackages ?? []
  }

  /** All pages, those of subpackages with their root. */
  get pages(): string[] {
    const below = this.subpackages.flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page)))
    return [...this.config.pages, ...below]
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file))
  }

  text(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8')
  }

  json(file: string): Record<string, unknown> {
    return JSON.parse(this.text(file))
  }

  /** Registered components of a page or a component, its own before the app's, by tag: paths without extension. */
  componentsOf(path: string): Record<string, string> {
    const own = (this.json(`${path}.json`).usingComponents ?? {}) as Record<string, string>
    const all = { ...this.config.usingComponents, ...own }
    return Object.fromEntries(Object.entries(all).map(([tag, target]) => [tag, resolvePath(path, target)]))
  }

  /** Whether a file belongs to the main package. */
  rootOf(file: string): string {
    return this.roots.find((root) => file.startsWith(root)) ?? ''
  }

  /** Runs a script the first time it is asked for, and gives its exports. */
  require(file: string): unknown {
    const known = this.modules.get(file)
    if (known) return known.exports
    if (!this.has(file)) throw new Error(`module '${file}' is not defined`)
    const module = { exports: this.sandbox.run('({})', 'module') }
    this.modules.set(file, module)
    const wrapped = `(function (require, module, exports, ${SHADOWED.join(', ')}) {${this.text(file)}\n})`
    const run = this.sandbox.run(wrapped, file) as (...args: unknown[]) => void
    run((target: string) => this.require(this.target(file, target)), module, module.exports)
    return module.exports
  }

  /** A subpackage may use the main package, nothing else may cross: on a device the other one may not be there. */
  private target(from: string, name: string): string {
    const path = resolvePath(from, name)
    const file = this.has(path) && path.endsWith('.js') ? path : `${path}.js`
    const root = this.rootOf(file)
    if (root !== '' && root !== this.rootOf(from)) throw new Error(`${from} requires ${file}, of another package`)
    return file
  }
}

/** `/a/b` is from the package's root; anything else from beside the file. */
function resolvePath(from: string, name: string): string {
  return name.startsWith('/') ? name.slice(1) : posix.join(posix.dirname(from), name)
}
