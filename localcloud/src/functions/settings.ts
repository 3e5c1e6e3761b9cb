import { type Cron, parseCron } from '../clock/cron'
import type { ConfigObject } from '../config/file'

/** Limits of the platform, enforced here too (cloud function documentation of CloudBase). */
export const DEFAULT_TIMEOUT_S = 3
export const MAX_TIMEOUT_S = 60

export interface FunctionTimer {
  name: string
  cron: Cron
  expression: string
}

/** What a configuration says of one function; what it leaves out is absent. */
export interface FunctionSettings {
  timeoutMs?: number
  concurrency?: number
  instancesPerThread?: number
  timers?: FunctionTimer[]
  env?: Record<string, string>
  clientInvoke?: boolean
}

/** Keys of WeChat's config.json, of CloudBase's cloudbaserc.json, and our own. */
const KNOWN = new Set(
  [
    'timeout envVariables triggers permissions runtime memorySize handler',
    'name dir installDependency ignore codeSecret vpc params aclRule isWaitInstall protocolType protocolParams',
    'instanceConcurrencyConfig layers type description functionPath deployMode',
    'concurrency instancesPerThread clientInvoke $schema',
  ].flatMap((keys) => keys.split(' ')),
)

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0
const isTimeout = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= MAX_TIMEOUT_S
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/**
 * Reads the settings of a function from its config.json or its entry in cloudbaserc.json: `timeout` in seconds,
 * `envVariables`, `triggers`; and ours: `concurrency`, `instancesPerThread`, `clientInvoke`. What only matters to a
 * deployment is passed over; a key that nobody knows is told to `warn`.
 * @throws ConfigError with file, line and column
 */
export function readSettings(config: ConfigObject, warn: (text: string) => void): FunctionSettings {
  for (const key of config.keys) {
    if (!KNOWN.has(key)) warn(`${config.where(key)}: "${key}" is not a setting of a function and is passed over`)
  }
  const timeout = config.get('timeout', `seconds, above 0 and at most ${MAX_TIMEOUT_S}`, isTimeout)
  const triggers = config.value.triggers === undefined ? undefined : config.objects('triggers')
  const settings = {
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    concurrency: config.get('concurrency', 'a positive integer', isCount),
    instancesPerThread: config.get('instancesPerThread', 'a positive integer', isCount),
    timers: triggers?.flatMap((trigger) => timer(trigger, warn)),
    env: variables(config),
    clientInvoke: config.get('clientInvoke', 'true or false', isBoolean),
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

const TRIGGER = '{"name": …, "type": "timer", "config": "second minute hour day month weekday year"}'

function timer(trigger: ConfigObject, warn: (text: string) => void): FunctionTimer[] {
  const name = trigger.text('name')
  const type = trigger.text('type') ?? trigger.fail('type', `expected a trigger: ${TRIGGER}`)
  if (type !== 'timer') {
    warn(`${trigger.where('type')}: triggers of type "${type}" are not emulated, only "timer" is`)
    return []
  }
  const expression = trigger.text('config')
  if (name === undefined || expression === undefined) return trigger.fail('', `expected a trigger: ${TRIGGER}`)
  try {
    return [{ name, cron: parseCron(expression), expression }]
  } catch (error) {
    return trigger.fail('config', (error as Error).message)
  }
}

function variables(config: ConfigObject): Record<string, string> | undefined {
  const given = config.object('envVariables')
  if (!given) return undefined
  return Object.fromEntries(given.keys.map((key) => [key, given.text(key) as string]))
}
