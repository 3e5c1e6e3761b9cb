import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cron, parseCron } from '../clock/cron'

/** Limits of the platform, enforced here too (cloud function documentation of CloudBase). */
export const DEFAULT_TIMEOUT_S = 3
export const MAX_TIMEOUT_S = 60
/** Instances of one function that run side by side unless its config.json says otherwise. The platform's is 1,000. */
export const DEFAULT_CONCURRENCY = 4

export interface FunctionTimer {
  name: string
  cron: Cron
  expression: string
}

export interface FunctionDefinition {
  name: string
  /** Folder of the function; packages resolve from here upwards. */
  folder: string
  /** `index.js` is run as it is, `index.ts` is bundled first. */
  entry: string
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

/** Finds the functions of a directory: its folders with an index.js or index.ts. Throws on a bad config.json. */
export function readFunctions(directory: string): Map<string, FunctionDefinition> {
  if (!existsSync(directory)) throw new Error(`functions directory not found: ${directory}`)
  const found = new Map<string, FunctionDefinition>()
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const folder = join(directory, entry.name)
    const file = ['index.js', 'index.ts'].map((name) => join(folder, name)).find((path) => existsSync(path))
    if (file) found.set(entry.name, define(entry.name, folder, file))
  }
  return found
}

function define(name: string, folder: string, entry: string): FunctionDefinition {
  const path = join(folder, 'config.json')
  const fail = (what: string): never => {
    throw new Error(`${path}: ${what}`)
  }
  const config = existsSync(path) ? parse(readFileSync(path, 'utf8'), fail) : {}
  const timeout = config.timeout ?? DEFAULT_TIMEOUT_S
  if (typeof timeout !== 'number' || !(timeout > 0 && timeout <= MAX_TIMEOUT_S)) {
    fail(`timeout must be seconds, above 0 and at most ${MAX_TIMEOUT_S}`)
  }
  const concurrency = config.concurrency ?? DEFAULT_CONCURRENCY
  if (!Number.isInteger(concurrency) || (concurrency as number) < 1) fail('concurrency must be a positive integer')
  const instancesPerThread = config.instancesPerThread ?? 1
  if (!Number.isInteger(instancesPerThread) || (instancesPerThread as number) < 1) {
    fail('instancesPerThread must be a positive integer')
  }
  const triggers = config.triggers ?? []
  if (!Array.isArray(triggers)) fail('triggers must be a list')
  return {
    name,
    folder,
    entry,
    timeoutMs: (timeout as number) * 1000,
    concurrency: concurrency as number,
    instancesPerThread: instancesPerThread as number,
    timers: (triggers as unknown[]).map((trigger) => timer(trigger, fail)),
    env: environment(config.envVariables, fail),
    clientInvoke: config.clientInvoke !== false,
  }
}

type Fail = (what: string) => never

function parse(text: string, fail: Fail): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    return fail((error as Error).message)
  }
}

function timer(trigger: unknown, fail: Fail): FunctionTimer {
  const { name, type, config } = (trigger ?? {}) as Record<string, unknown>
  if (typeof name !== 'string' || type !== 'timer' || typeof config !== 'string') {
    return fail('a trigger is {"name": …, "type": "timer", "config": "second minute hour day month weekday year"}')
  }
  try {
    return { name, cron: parseCron(config), expression: config }
  } catch (error) {
    return fail((error as Error).message)
  }
}

function environment(variables: unknown, fail: Fail): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [key, value] of Object.entries((variables ?? {}) as Record<string, unknown>)) {
    if (typeof value !== 'string') fail(`envVariables.${key} must be a string`)
    result[key] = value as string
  }
  return result
}
