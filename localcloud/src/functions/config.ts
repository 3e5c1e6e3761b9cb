import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigFile, ConfigObject } from '../config/file'
import { LIMITS, type Limits } from '../limits/limits'
import { findCloudbaserc, readCloudbaserc } from './cloudbaserc'
import { findEntry } from './entry'
import { type FunctionSettings, type FunctionTimer, readSettings } from './settings'

export type { FunctionTimer } from './settings'

/** Instances of one function that run side by side unless its config.json says otherwise. The platform's is 1,000. */
export const DEFAULT_CONCURRENCY = 4

export interface FunctionDefinition {
  name: string
  /** Folder of the function; packages resolve from here upwards. */
  folder: string
  /** File that is run. */
  entry: string
  /** Whether it is bundled first: TypeScript and ES modules are; CommonJS is run as it is. */
  bundled: boolean
  /** Name of the export that is called: `main` unless cloudbaserc.json says otherwise. */
  handler: string
  timeoutMs: number
  concurrency: number
  /**
   * Instances that live in one thread. One: a crash or an endless loop ends nothing else. More: they share that fate, and
   * also the compiled code of installed packages, which makes a round trip of the SDK cheaper.
   */
  instancesPerThread: number
  timers: FunctionTimer[]
  env: Record<string, string>
  /** Whether clients may call it; the platform and other functions always may. */
  clientInvoke: boolean
}

export interface ReadOptions {
  /** Environment id, for `{{tcb.envId}}` in cloudbaserc.json. */
  env?: string
  limits?: Limits
  warn?(text: string): void
}

/**
 * Finds the functions of a directory: its folders with something to run, and those that a cloudbaserc.json beside
 * places elsewhere. Where both config.json and cloudbaserc.json speak of a setting, config.json, which lies nearer,
 * has the last word.
 * @throws ConfigError with file, line and column
 */
export function readFunctions(directory: string, options: ReadOptions = {}): Map<string, FunctionDefinition> {
  if (!existsSync(directory)) throw new Error(`functions directory not found: ${directory}`)
  if (!statSync(directory).isDirectory()) throw new Error(`not a directory of functions: ${directory}`)
  const warn = options.warn ?? (() => undefined)
  const limits = options.limits ?? LIMITS
  const cloudbaserc = findCloudbaserc(directory)
  const declared = cloudbaserc
    ? readCloudbaserc(cloudbaserc, options.env ?? '', warn, limits)
    : new Map<string, never>()
  const found = new Map<string, FunctionDefinition>()
  for (const name of [...new Set([...folders(directory), ...declared.keys()])].sort()) {
    const told = declared.get(name)
    const folder = told?.dir ?? join(directory, name)
    const entry = findEntry(folder, told?.handler)
    if (!entry) continue
    const settings = { ...told?.settings, ...ownSettings(folder, warn, limits) }
    found.set(name, {
      ...DEFAULTS,
      timeoutMs: limits.functionDefaultTimeoutS * 1000,
      ...settings,
      ...entry,
      name,
      folder,
    })
  }
  if (found.size === 0) warn(whyEmpty(directory))
  return found
}

const DEFAULTS = {
  concurrency: DEFAULT_CONCURRENCY,
  instancesPerThread: 1,
  timers: [],
  env: {},
  clientInvoke: true,
}

function folders(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
}

function ownSettings(folder: string, warn: (text: string) => void, limits: Limits): FunctionSettings {
  const file = join(folder, 'config.json')
  return existsSync(file) ? readSettings(ConfigObject.whole(new ConfigFile(file)), warn, limits) : {}
}

function whyEmpty(directory: string): string {
  const advice = findEntry(directory)
    ? 'it is a function itself: give the directory above it'
    : 'a function is a folder in it with an index.js or index.ts'
  return `no functions in ${directory}: ${advice}`
}
