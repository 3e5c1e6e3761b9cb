import { positionalsOf, readGiven, UsageError } from './arguments'
import { HELP } from './help'
import { ask, REMOTE, urlOf } from './remote'

interface Rule {
  id: number
  kind: string
  struck: number
  [field: string]: unknown
}

interface Struck {
  now: number
  kind: string
  at: string
  name: string
  occurrence: number
  rule: number
}

/** `localcloud faults …`: what goes wrong on purpose, and what has; after adding to it or taking it back when told to. */
export async function faults(args: string[]): Promise<void> {
  const given = readGiven(args, { ...REMOTE, seed: 'text', json: 'flag' })
  if (given.options.help) {
    process.stdout.write(HELP)
    return
  }
  const [verb, value] = positionalsOf('faults', given.positionals, '[add|rates|clear|trace]', '[VALUE]')
  const url = urlOf(given)
  const change = changeOf(verb, value, given.options.seed)
  if (change) await ask(url, 'faults', change)
  const { rules, trace } = await ask<{ rules: Rule[]; trace: Struck[] }>(url, 'faults')
  const shown = verb === 'trace' ? trace : rules
  const lines = verb === 'trace' ? trace.map(lineOfStruck) : rules.map(lineOfRule)
  const text = given.options.json ? JSON.stringify(shown) : lines.join('\n') || 'none'
  process.stdout.write(`${text}\n`)
}

function changeOf(verb: string | undefined, value: string | undefined, seed: string | undefined): object | undefined {
  if (seed !== undefined && (verb !== 'rates' || !/^-?\d+$/.test(seed))) {
    throw new UsageError(`--seed ${seed}: expected a whole number, with faults rates`)
  }
  if (verb === undefined || (verb === 'trace' && value === undefined)) return undefined
  if (verb === 'add' && value !== undefined) return { rules: [parsed(value)].flat() }
  if (verb === 'rates' && value !== undefined) return { seed: Number(seed ?? 0), rates: parsed(value) }
  if (verb === 'clear' && (value === undefined || /^\d+$/.test(value))) {
    return { clear: value === undefined ? true : Number(value) }
  }
  throw new UsageError(
    'expected localcloud faults, faults add RULE, faults rates RATES, faults clear [ID] or faults trace',
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${text}: expected JSON: ${(error as Error).message}`)
  }
}

function lineOfRule({ id, kind, struck, ...rest }: Rule): string {
  return `${id}  ${kind} ${JSON.stringify(rest)}, struck ${struck} times`
}

function lineOfStruck({ now, kind, at, name, occurrence, rule }: Struck): string {
  return `${new Date(now).toISOString()}  ${kind} at ${at} ${name}, call ${occurrence} (rule ${rule})`
}
