import { parseArgs } from 'node:util'
import type { DividendGate } from '../../src/domain/incentives/dividend'
import { isPeriod } from '../../src/domain/period'

/** A command line that cannot be followed; `message` says why in one sentence. */
export class BadArguments extends Error {
  override name = 'BadArguments'
}

export const USAGE = `npm run plan -- try --plan FILE.json [--against FILE.json] --orders FILE.csv [--leaders FILE.csv]
                       [--period YYYY-MM] [--region NAME] [--gate dividend[:2]] [--json]
       npm run plan -- check --plan FILE.json [--orders FILE.csv] [--leaders FILE.csv] [--period YYYY-MM] [--json]
       npm run plan -- schema
       npm run plan -- orders --baskets FILE.csv [--leaders N]`

export type PlanCommand =
  | ({ name: 'try'; plan: string; orders: string; against?: string; leaders?: string; json: boolean } & Chosen)
  | { name: 'check'; plan: string; orders?: string; leaders?: string; period?: string; json: boolean }
  | { name: 'schema' }
  | { name: 'orders'; baskets: string; leaders: number }

interface Chosen {
  period?: string
  region?: string
  gate?: DividendGate
}

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const LEADERS = 40

/** Understands the command line of `npm run plan`. File names are left as they were typed. */
export function parsePlanArgs(args: readonly string[]): PlanCommand {
  const [name, ...rest] = args
  switch (name) {
    case 'try': {
      const { gate, ...options } = {
        plan: text,
        against: text,
        orders: text,
        leaders: text,
        period: text,
        region: text,
        gate: text,
        json: flag,
      }
      const values = parse(rest, { ...options, gate })
      const { plan, orders, leaders, region } = values
      if (plan === undefined) throw new BadArguments('--plan FILE.json is missing')
      if (orders === undefined) throw new BadArguments('--orders FILE.csv is missing')
      if (region !== undefined && leaders === undefined)
        throw new BadArguments('--region needs --leaders, which says who belongs to it')
      return {
        name,
        ...values,
        plan,
        orders,
        period: month(values.period),
        gate: gateOf(values.gate),
        json: values.json === true,
      }
    }
    case 'check': {
      const values = parse(rest, { plan: text, orders: text, leaders: text, period: text, json: flag })
      if (values.plan === undefined) throw new BadArguments('--plan FILE.json is missing')
      return { name, ...values, plan: values.plan, period: month(values.period), json: values.json === true }
    }
    case 'schema':
      parse(rest, {})
      return { name }
    case 'orders': {
      const { baskets, leaders = String(LEADERS) } = parse(rest, { baskets: text, leaders: text })
      if (baskets === undefined) throw new BadArguments('--baskets FILE.csv is missing')
      if (!/^[1-9]\d{0,4}$/.test(leaders)) throw new BadArguments(`--leaders wants a number of leaders, not ${leaders}`)
      return { name, baskets, leaders: Number(leaders) }
    }
    default:
      throw new BadArguments(name === undefined ? 'what shall be done?' : `there is no "${name}"`)
  }
}

type Options = Record<string, typeof text | typeof flag>

function parse<O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new BadArguments((error as Error).message.split('. ')[0] as string)
  }
}

function month(period: string | undefined): string | undefined {
  if (period !== undefined && !isPeriod(period)) throw new BadArguments(`--period wants YYYY-MM, not ${period}`)
  return period
}

/** The gate is opened by naming it, each time. */
function gateOf(name: string | undefined): DividendGate | undefined {
  if (name === undefined) return undefined
  if (name === 'dividend') return { levels: 1 }
  if (name === 'dividend:2') return { levels: 2 }
  throw new BadArguments(`--gate wants dividend or dividend:2, not ${name}`)
}
