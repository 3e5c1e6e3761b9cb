import { createHash } from 'node:crypto'
import { isAbsolute, relative, resolve } from 'node:path'
import { MoneyError, sum } from '../../src/domain/money'
import { checkPlan, type Finding } from '../../src/domain/plan/check'
import { planJsonSchema } from '../../src/domain/plan/schema'
import { costOf } from '../../src/domain/trial/line'
import type { Trial } from '../../src/domain/trial/trial'
import { tryPlan } from '../../src/domain/trial/trial'
import { BadArguments, type PlanCommand, parsePlanArgs } from './args'
import { basketOrders } from './basketOrders'
import { Malformed } from './csv'
import { readLeaders } from './leaders'
import { readOrders } from './orders'
import { readPlan } from './planFile'
import { report } from './report'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * What `npm run plan -- …` prints, worked out whole: an error leaves nothing half-told. File names are relative to `cwd`.
 * @throws BadArguments, Malformed, MalformedInput, MalformedLine, GateClosed, and what the file system throws
 */
export function runPlan(args: readonly string[], cwd: string): string[] {
  // As it was typed wherever that opens it.
  const named = (file: string) => (isAbsolute(file) ? file : relative(process.cwd(), resolve(cwd, file)))
  const command = parsePlanArgs(args)
  switch (command.name) {
    case 'schema':
      return [JSON.stringify(planJsonSchema(), null, 2)]
    case 'orders':
      return [...basketOrders(named(command.baskets), command.leaders)]
    case 'try': {
      const tried = trial(command, named)
      return command.json ? [...jsonLines(tried)] : [report(tried)]
    }
    case 'check':
      return check(command, named).map((one) =>
        command.json ? JSON.stringify(one) : `${one.level === 'good' ? '✓' : '!'} ${one.code}: ${one.text}`,
      )
  }
}

/** A file as it is opened and named in messages. */
type Named = (file: string) => string

/** Checks a plan, by the last month of the orders or the one named when there are orders. */
function check(command: PlanCommand & { name: 'check' }, named: Named): Finding[] {
  const plan = readPlan(named(command.plan))
  if (command.orders === undefined) return checkPlan(plan)
  // The check warns of a dividend; what it would cost is not asked.
  const { lines } = trial({ ...command, name: 'try', orders: command.orders, gate: { levels: 1 } }, named)
  const period = command.period ?? lines.at(-1)?.period
  const month = lines.filter((line) => line.period === period)
  return checkPlan(plan, {
    orders: month.map((line) => line.effectiveOrders),
    costFen: sum(month.map(costOf)),
    netFen: sum(month.map((line) => line.netFen)),
  })
}

function trial(command: PlanCommand & { name: 'try' }, named: Named): Trial {
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
  const leaders = file?.leaders ?? new Map()
  try {
    return tryPlan({ orders, leaders, plan, against, period, region, gate, digest: sha256 })
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error
    throw new Malformed(`${command.orders}: expected amounts that can be added and shared exactly: ${error.message}`)
  }
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
