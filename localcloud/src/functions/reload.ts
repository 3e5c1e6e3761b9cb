import { basename, dirname, join, resolve, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { FunctionDefinition } from './config'
import type { FunctionRuntime } from './runtime'
import { describeTimers, type Timetable } from './timetable'

/** What became of changed files. */
export interface Reload {
  changed: string[]
  added: string[]
  removed: string[]
  /** What does not load, or a configuration that was not taken: a sentence each. */
  problems: string[]
  /** From the first change seen to the new code being ready, ms. */
  tookMs: number
}

export interface ReloaderOptions {
  directory: string
  /** Where the cloud keeps its data: what is written there concerns no function. */
  data: string
  /** Reads the definitions anew. @throws when a configuration is broken */
  read(): Map<string, FunctionDefinition>
  runtime: FunctionRuntime
  timetable: Timetable
  onReload(reload: Reload): void
}

/** What counts of the folder above the functions. */
const SETTINGS = new Set(['cloudbaserc.json', '.env', '.env.local'])
/** Editors write a file in several steps: changes are taken together that come within this time, ms. */
const QUIET_MS = 40

/**
 * Watches the functions and reloads those whose files have changed: files in the function's folder, and whatever it
 * has imported from elsewhere. The next call meets the new code, calls under way finish with the old. Code that does
 * not load fails its calls with the reason until it is mended, as it does at the start: nobody should look for a fault
 * in what is no longer there. A configuration that is broken is reported, and the one before stays in force.
 */
export class Reloader {
  private readonly changes = new Set<string>()
  private firstChange = 0
  private timer: NodeJS.Timeout | undefined
  private work: Promise<void> = Promise.resolve()

  private constructor(
    private readonly options: ReloaderOptions,
    private readonly watcher: FSWatcher,
  ) {}

  /** Resolves when every change from now on will be seen. */
  static async start(options: ReloaderOptions): Promise<Reloader> {
    const directory = resolve(options.directory)
    // The folder above is watched for its cloudbaserc.json. (Of a file that is not there yet chokidar knows nothing.)
    const above = dirname(directory)
    const chosen = new Set([above, directory, ...foldersElsewhere(options.runtime, directory)])
    const isIgnored = (path: string): boolean =>
      !chosen.has(path) &&
      (path === options.data || (dirname(path) === above ? !SETTINGS.has(basename(path)) : isPassedOver(path)))
    const watcher = watch(
      [...chosen].filter((path) => path !== directory),
      { ignoreInitial: true, ignored: isIgnored },
    )
    const reloader = new Reloader(options, watcher)
    watcher.on('all', (_, path) => reloader.note(path))
    watcher.on('error', (error) => options.onReload({ ...NOTHING, problems: [`watching failed: ${String(error)}`] }))
    options.runtime.onSources = (files) => {
      const elsewhere = files.filter((file) => !isWithin(directory, file))
      for (const file of elsewhere) chosen.add(file)
      watcher.add(elsewhere)
    }
    await new Promise<void>((ready) => watcher.once('ready', ready))
    return reloader
  }

  async close(): Promise<void> {
    clearTimeout(this.timer)
    this.options.runtime.onSources = () => undefined
    await this.watcher.close()
    await this.work
  }

  private note(path: string): void {
    if (this.changes.size === 0) this.firstChange = performance.now()
    this.changes.add(resolve(path))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.work = this.work.then(() => this.reload())
    }, QUIET_MS)
  }

  private async reload(): Promise<void> {
    const { runtime, timetable } = this.options
    const changes = [...this.changes]
    const since = this.firstChange
    this.changes.clear()
    const problems: string[] = []
    const definitions = this.read(problems)
    const added: string[] = []
    const changed: string[] = []
    const removed = [...runtime.functions.keys()].filter((name) => !definitions.has(name))
    for (const name of removed) {
      runtime.remove(name)
      timetable.remove(name)
    }
    for (const definition of definitions.values()) {
      const { name } = definition
      const known = runtime.functions.get(name)
      const old = runtime.problemOf(name)
      const isTouched = !known || describe(known) !== describe(definition) || this.isTouched(definition, changes)
      // One that did not load may be mended by anything, a package that was installed for example.
      if (!isTouched && old === undefined) continue
      runtime.replace(definition)
      timetable.set(definition)
      await runtime.warm([name])
      const problem = runtime.problemOf(name)
      if (!isTouched && problem === old) continue
      ;(known ? changed : added).push(name)
      if (problem !== undefined) problems.push(`function ${name} does not load: ${problem}`)
    }
    if (changed.length + added.length + removed.length + problems.length === 0) return
    this.options.onReload({ changed, added, removed, problems, tookMs: performance.now() - since })
  }

  /** The definitions as they are now, or as they were when they cannot be read. */
  private read(problems: string[]): Map<string, FunctionDefinition> {
    try {
      return this.options.read()
    } catch (error) {
      problems.push((error as Error).message)
      return new Map(this.options.runtime.functions)
    }
  }

  private isTouched({ name, folder }: FunctionDefinition, changes: string[]): boolean {
    const sources = this.options.runtime.sourcesOf(name)
    const config = join(folder, 'config.json')
    return changes.some((path) => path !== config && (sources.has(path) || isWithin(folder, path)))
  }
}

const NOTHING: Reload = { changed: [], added: [], removed: [], problems: [], tookMs: 0 }

/** Folders of functions that cloudbaserc.json places outside of the directory. */
function foldersElsewhere(runtime: FunctionRuntime, directory: string): string[] {
  return [...runtime.functions.values()].map(({ folder }) => folder).filter((folder) => !isWithin(directory, folder))
}

const isWithin = (folder: string, path: string): boolean => path.startsWith(folder + sep)

const isPassedOver = (path: string): boolean => {
  const name = basename(path)
  return name === 'node_modules' || (name.startsWith('.') && !SETTINGS.has(name))
}

const describe = (definition: FunctionDefinition): string =>
  JSON.stringify({ ...definition, timers: describeTimers(definition.timers) })
