import { parseArgs } from 'node:util'

/** A command line that is wrong; the message says what was expected. */
export class UsageError extends Error {}

export type OptionTypes = Record<string, 'text' | 'flag'>

export interface Given {
  /** What was given of the options; flags are 'true'. */
  options: Partial<Record<string, string>>
  positionals: string[]
}

/**
 * Reads the arguments of a command.
 * @throws UsageError naming what is unknown and what there is
 */
export function readGiven(args: string[], types: OptionTypes): Given {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {
    help: { type: 'boolean', short: 'h' },
  }
  for (const [name, type] of Object.entries(types)) options[name] = { type: type === 'text' ? 'string' : 'boolean' }
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const given = Object.entries(values).map(([name, value]) => [name, String(value)])
    return { options: Object.fromEntries(given), positionals }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const unknown = /'(--?[^']*)'/.exec(message)?.[1]
      const known = Object.keys(options).map((name) => `--${name}`)
      throw new UsageError(`Unknown option '${unknown}'; expected one of ${known.join(', ')}`)
    }
    throw new UsageError(message.split('\n')[0])
  }
}

/** A port; 0 means any free one. */
export function portOf(text: string): number {
  const port = Number(text)
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new UsageError(`--port ${text}: not a port number; expected 0 to 65535`)
}

/** A time: ISO 8601 or ms since 1970. */
export function timeOf(name: string, text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (!Number.isNaN(time)) return time
  throw new UsageError(`${name} ${text}: not an ISO time; expected one like 2030-01-01T08:00:00+08:00`)
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A span of time in ms: `90s`, `1.5h`, `2d`, or a number of ms. */
export function spanOf(name: string, text: string): number {
  const [, number, unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? []
  if (number !== undefined) return Number(number) * (UNITS[unit] as number)
  throw new UsageError(`${name} ${text}: not a span of time; expected one like 500ms, 90s, 30m, 1.5h or 2d`)
}

/** Exactly the positionals that are named, or fewer when the last ones are in brackets. */
export function positionalsOf(command: string, given: string[], ...names: string[]): (string | undefined)[] {
  const needed = names.filter((name) => !name.startsWith('['))
  if (given.length >= needed.length && given.length <= names.length) return names.map((_, i) => given[i])
  const found = given.length === 0 ? 'nothing' : given.join(' ')
  throw new UsageError(`expected localcloud ${command} ${names.join(' ')}, found ${found} after ${command}`)
}
