import { type LimitName, PLATFORM } from './platform'

/** The limits in force, by name. */
export type Limits = Readonly<Record<LimitName, number>>

/** The platform's. */
export const LIMITS = Object.fromEntries(Object.entries(PLATFORM).map(([name, { value }]) => [name, value])) as Limits

/**
 * The platform's limits with some changed, or (`false`) with none that refuses anything. Throws on a name or a value
 * that is none.
 */
export function limitsOf(change: Partial<Limits> | false = {}): Limits {
  if (change === false) {
    const open = { most: Number.POSITIVE_INFINITY, least: Number.NEGATIVE_INFINITY }
    const entries = Object.entries(PLATFORM).map(([name, { kind, value }]) => [
      name,
      kind === 'default' ? value : open[kind],
    ])
    return Object.fromEntries(entries) as Limits
  }
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(PLATFORM, name)) {
      throw new Error(`limits: there is no limit ${name}; there are ${Object.keys(PLATFORM).join(', ')}`)
    }
    if (typeof value !== 'number' || Number.isNaN(value)) throw new Error(`limits: ${name} must be a number`)
  }
  return { ...LIMITS, ...change }
}

/** Rows of the table in docs/limits.md: name, value, what it bounds, where it is from. */
export function limitRows(): string[] {
  return Object.entries(PLATFORM).map(([name, { value, unit, kind, what, source, basis }]) => {
    const bound = { most: '≤ ', least: '≥ ', default: '' }[kind]
    return `| \`${name}\` | ${bound}${value.toLocaleString('en')} ${unit} | ${what} | ${source}${basis === 'assumed' ? ' (assumed)' : ''} |`
  })
}
