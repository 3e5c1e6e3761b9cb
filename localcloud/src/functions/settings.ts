import { type Cron, parseCron } from '../clock/cron'
import type { ConfigObject } from '../config/file'
import type { Limits } from '../limits/limits'

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
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/**
 * Reads the settings of a function from its config.json or its entry in cloudbaserc.json: `timeout` in seconds,
 * `envVariables`, `triggers`; and ours: `concurrency`, `instancesPerThread`, `clientInvoke`. What only matters to a
 * deployment is passed over; a key that nobody knows is told to `warn`.
 * @throws ConfigError with file, line and column
 */
export function readSettings(config: ConfigObject, warn: (text: string) => void, limits: Limits): FunctionSettings {
  for (const key of config.keys) {
    if (!KNOWN.has(key)) warn(`${config.where(key)}: "${key}" is not a setting of a function and is passed over`)
  }
  const { functionTimeoutS: longest, functionConcurrency: most } = limits
  const isTimeout = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= longest
  const isConcurrency = (value: unknown): value is number => isCount(value) && value <= most
  const timeout = config.get('timeout', `seconds, above 0 and at most ${longest}`, isTimeout)
  const triggers = config.value.triggers === undefined ? undefined : config.objects('triggers')
  const settings = {
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    concurrency: config.get('concurrency', `a positive integer, at most ${most}`, isConcurrency),
    instancesPerThread: config.get('instancesPerThread', 'a positive integer', isCount),
    timers: triggers && timers(triggers, warn, limits),
    env: variables(config, limits),
    clientInvoke: config.get('clientInvoke', 'true or false', isBoolean),
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

const TRIGGER = '{"name": …, "type": "timer", "config": "second minute hour day month weekday year"}'

function timers(triggers: ConfigObject[], warn: (text: string) => void, limits: Limits): FunctionTimer[] {
  const found = triggers.flatMap((trigger) => {
    const [one] = timer(trigger, warn)
    const { timerNameLength: longest } = limits
    if (one && (!/^[a-z][\w-]*$/i.test(one.name) || one.name.length > longest)) {
      trigger.fail('name', `expected letters, digits, - and _, a letter first, at most ${longest} characters`)
    }
    return one ? [{ ...one, trigger }] : []
  })
  for (const [i, { name, trigger }] of found.entries()) {
    if (found.findIndex((other) => other.name === name) < i) trigger.fail('name', `there is a trigger ${name} already`)
  }
  return found.map(({ name, cron, expression }) => ({ name, cron, expression }))
}

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

function variables(config: ConfigObject, limits: Limits): Record<string, string> | undefined {
  const given = config.object('envVariables')
  if (!given) return undefined
  const variables = Object.fromEntries(given.keys.map((key) => [key, given.text(key) as string]))
  const bytes = Object.entries(variables).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0)
  const { functionEnvBytes: most } = limits
  if (bytes > most) config.fail('envVariables', `expected at most ${most} bytes of names and values, not ${bytes}`)
  return variables
}
