import { createHash } from 'node:crypto'
import { relative, resolve } from 'node:path'
import { GateClosed } from '../../src/domain/incentives/dividend'
import { sum } from '../../src/domain/money'
import { checkPlan, type Finding } from '../../src/domain/plan/check'
import { planJsonSchema } from '../../src/domain/plan/schema'
import { costOf } from '../../src/domain/trial/line'
import type { Trial } from '../../src/domain/trial/trial'
import { tryPlan } from '../../src/domain/trial/trial'
import { MalformedLine } from '../../tests/simulation/baskets'
import { BadArguments, type PlanCommand, parsePlanArgs, USAGE } from '../plan/args'
import { basketOrders } from '../plan/basketOrders'
import { Malformed } from '../plan/csv'
import { readLeaders } from '../plan/leaders'
import { readOrders } from '../plan/orders'
import { readPlan } from '../plan/planFile'
import { report } from '../plan/report'
import { fail } from './steps'

/** Where the command was typed: file names are relative to it. */
const cwd = process.env.LINTUAN_CWD ?? process.cwd()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A file as it is named in messages and read: relative to where one stands. */
function named(file: string): string {
  return relative(process.cwd(), resolve(cwd, file))
}

function main(): void {
  const command = parsePlanArgs(process.argv.slice(2))
  // Everything is worked out before anything is printed: an error leaves nothing half-told.
  for (const line of [...output(command)]) process.stdout.write(`${line}\n`)
}

function* output(command: PlanCommand): Iterable<string> {
  switch (command.name) {
    case 'schema':
      yield JSON.stringify(planJsonSchema(), null, 2)
      return
    case 'orders':
      yield* basketOrders(named(command.baskets), command.leaders)
      return
    case 'try':
      yield* command.json ? jsonLines(trial(command)) : [report(trial(command))]
      return
    case 'check': {
      const findings = check(command)
      yield* findings.map((one) =>
        command.json ? JSON.stringify(one) : `${one.level === 'good' ? '✓' : '!'} ${one.code}: ${one.text}`,
      )
    }
  }
}

/** Checks a plan, by the last month of the orders or the one named when there are orders. */
function check(command: PlanCommand & { name: 'check' }): Finding[] {
  const plan = readPlan(named(command.plan))
  if (command.orders === undefined) return checkPlan(plan)
  // The check warns of a dividend; what it would cost is not asked.
  const { lines } = trial({ ...command, name: 'try', orders: command.orders, gate: { levels: 1 } })
  const period = command.period ?? lines.at(-1)?.period
  const month = lines.filter((line) => line.period === period)
  return checkPlan(plan, {
    orders: month.map((line) => line.effectiveOrders),
    costFen: sum(month.map(costOf)),
    netFen: sum(month.map((line) => line.netFen)),
  })
}

function trial(command: PlanCommand & { name: 'try' }): Trial {
  const plan = readPlan(named(command.plan))
  const against = command.against === undefined ? undefined : readPlan(named(command.against))
  const file = command.leaders === undefined ? undefined : readLeaders(named(command.leaders))
  const { period, region, gate } = command
  const regions = new Set([...(file?.leaders.values() ?? [])].map((leader) => leader.region))
  if (region !== undefined && !regions.has(region))
    throw new BadArguments(`--region wants one of ${[...regions].join(', ')}; not ${region}`)
  const table = readOrders(named(command.orders))
  const excluded = (leaderId: string, buyerId: string) => file?.households.get(leaderId)?.has(buyerId) ?? false
  const orders = () => table.inOrder(excluded)
  return tryPlan({ orders, leaders: file?.leaders ?? new Map(), plan, against, period, region, gate, digest: sha256 })
}

/** One line a leader and month, and the total; with a plan to compare with, what that one brings beside. */
function* jsonLines({ lines, total, before, comparison }: Trial): Iterable<string> {
  const old = new Map((before ?? []).map((line) => [`${line.period} ${line.leaderId}`, line]))
  for (const line of lines) {
    const { gross, redPackets, net } = old.get(`${line.period} ${line.leaderId}`) ?? { gross: 0, redPackets: 0, net: 0 }
    const gain = line.gross + line.redPackets - gross - redPackets
    yield JSON.stringify(comparison ? { ...line, against: { gross, redPackets, net, gain } } : line)
  }
  yield JSON.stringify(comparison ? { ...total, against: comparison } : total)
}

try {
  main()
} catch (error) {
  const expected = [BadArguments, Malformed, MalformedLine, GateClosed].some((kind) => error instanceof kind)
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
  if (!expected && !missing) fail(error)
  const usage = error instanceof BadArguments ? `\nusage: ${USAGE}` : ''
  console.error(missing ? `${(error as NodeJS.ErrnoException).path}: no such file` : (error as Error).message + usage)
  process.exitCode = 2
}
