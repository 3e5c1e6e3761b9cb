import { existsSync } from 'node:fs'
import type { LocalCloudOptions } from '../index'
import { type Given, type OptionTypes, portOf, readGiven, timeOf, UsageError } from './arguments'

export const DEFAULT_PORT = 8787

const SERVE: OptionTypes = {
  functions: 'text',
  data: 'text',
  port: 'text',
  host: 'text',
  rules: 'text',
  indexes: 'text',
  faults: 'text',
  limits: 'text',
  seed: 'text',
  env: 'text',
  clock: 'text',
  'no-watch': 'flag',
  quiet: 'flag',
}

export interface ServeOptions {
  cloud: LocalCloudOptions
  /** The clock starts here (ms) and runs on. */
  clock?: number
  /** Directory of documents to begin with. */
  seed?: string
}

/** Reads the arguments of `localcloud` without a command. @throws UsageError that says which one is wrong */
export function readServeOptions(args: string[]): ServeOptions | 'help' {
  const given = readGiven(args, SERVE)
  const { options } = given
  if (options.help) return 'help'
  refuseOthers(given)
  const cloud: LocalCloudOptions = {
    port: portOf(options.port ?? String(DEFAULT_PORT)),
    watch: options['no-watch'] === undefined,
    quiet: options.quiet !== undefined,
  }
  for (const name of ['host', 'data', 'functions', 'rules', 'indexes', 'faults', 'limits', 'env'] as const) {
    const value = options[name]
    if (value !== undefined) cloud[name] = value
  }
  return {
    cloud,
    ...(options.clock === undefined ? {} : { clock: timeOf('--clock', options.clock) }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  }
}

function refuseOthers({ positionals: [first] }: Given): void {
  if (first === undefined) return
  const advice = existsSync(first) ? `; for the functions in it: localcloud --functions ${first}` : ''
  throw new UsageError(
    `unknown command "${first}"; expected call, clock, faults, env, export, import or options${advice}`,
  )
}
