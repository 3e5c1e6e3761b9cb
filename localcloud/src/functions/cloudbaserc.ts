import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ConfigFile, ConfigObject } from '../config/file'
import type { Limits } from '../limits/limits'
import { type FunctionSettings, readSettings } from './settings'

/** What cloudbaserc.json says of one function. */
export interface DeclaredFunction {
  /** Where its code lies, when not under its name in the functions' directory. */
  dir?: string
  /** `FILE.EXPORT` */
  handler?: string
  settings: FunctionSettings
}

/** The cloudbaserc.json in the functions' directory or in the one above, where CloudBase's tools keep it. */
export function findCloudbaserc(directory: string): string | undefined {
  return [directory, dirname(resolve(directory))]
    .map((folder) => join(folder, 'cloudbaserc.json'))
    .find((file) => existsSync(file))
}

/**
 * Reads `functions` (a list of functions, or an object of them by name) of a cloudbaserc.json, with the variables
 * `{{env.NAME}}` (from .env and .env.local beside, and the process), `{{tcb.envId}}` and `{{util.uid}}`.
 * Source: CloudBase documentation, "cloudbaserc.json" and "cloud functions" of its command line tool.
 * @throws ConfigError with file, line and column
 */
export function readCloudbaserc(
  path: string,
  env: string,
  warn: (text: string) => void,
  limits: Limits,
): Map<string, DeclaredFunction> {
  const file = new ConfigFile(path)
  const fill = filler(file, env)
  const whole = new ConfigObject(file, '', fill('', file.value))
  const found = new Map<string, DeclaredFunction>()
  for (const [name, config] of entries(whole)) {
    const dir = config.text('dir')
    const handler = config.text('handler')
    found.set(name, {
      settings: readSettings(config, warn, limits),
      ...(dir === undefined ? {} : { dir: resolve(dirname(path), dir) }),
      ...(handler === undefined ? {} : { handler }),
    })
  }
  return found
}

function entries(whole: ConfigObject): [name: string, config: ConfigObject][] {
  const { functions } = whole.value
  if (functions !== undefined && !Array.isArray(functions)) {
    const byName = whole.object('functions') as ConfigObject
    return byName.keys.map((name) => [name, byName.object(name) as ConfigObject])
  }
  return whole.objects('functions').map((config) => {
    const name = config.text('name') ?? config.fail('name', 'name: expected the name of the function, found nothing')
    return [name, config]
  })
}

/** Replaces the variables in the texts of a value. */
function filler(file: ConfigFile, envId: string): (path: string, value: unknown) => unknown {
  const environment = { ...process.env, ...dotenv(file.file, '.env'), ...dotenv(file.file, '.env.local') }
  const lookUp = (path: string, name: string): string => {
    if (name === 'tcb.envId') return envId
    if (name === 'util.uid') return randomBytes(12).toString('hex')
    const found = name.startsWith('env.') ? environment[name.slice('env.'.length)] : undefined
    return found ?? file.fail(path, `{{${name}}}: expected a variable that is set, in .env or the environment`)
  }
  const fill = (path: string, value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => lookUp(path, name))
    }
    if (Array.isArray(value)) return value.map((item, i) => fill(`${path}/${i}`, item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(`${path}/${key}`, item)]))
  }
  // Only what concerns functions: a variable of the hosting section need not be set here.
  return (path, value) =>
    typeof value === 'object' && value !== null && 'functions' in value
      ? { ...value, functions: fill(`${path}/functions`, value.functions) }
      : value
}

/** Lines `NAME=value`, the value perhaps in quotes; everything else is passed over. */
function dotenv(beside: string, name: string): Record<string, string> {
  const file = join(dirname(beside), name)
  if (!existsSync(file)) return {}
  const lines = readFileSync(file, 'utf8').matchAll(/^\s*(?:export\s+)?([\w.]+)\s*=\s*(.*?)\s*$/gm)
  return Object.fromEntries([...lines].map(([, key = '', value = '']) => [key, value.replace(/^(["'])(.*)\1$/, '$2')]))
}
