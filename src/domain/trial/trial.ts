import type { DividendGate } from '../incentives/dividend'
import type { Period } from '../period'
import type { Plan } from '../plan/plan'
import type { Digest } from '../settlement/canonical'
import { type Leaders, regionOf } from '../settlement/leaders'
import type { Order } from '../settlement/order'
import { settle } from '../settlement/settle'
import { type Comparison, compare } from './compare'
import { lineOf, type TrialLine } from './line'
import { type Total, totalOf } from './total'

export interface TrialInput {
  /** Past orders, sorted; gone through once a plan. */
  orders: () => Iterable<Order>
  leaders: Leaders
  plan: Plan
  /** The plan to compare with. */
  against?: Plan
  /** Only this month is reported; those before it are settled all the same. */
  period?: Period
  /** Only leaders of this region are reported. */
  region?: string
  gate?: DividendGate
  digest: Digest
}

export interface Trial {
  /** By period, then leader, code unit by code unit; leaders without an effective order in a month have none. */
  lines: TrialLine[]
  total: Total
  /** The old plan's, when there is one to compare with. */
  before?: TrialLine[]
  comparison?: Comparison
}

/**
 * A plan on past orders, as if it had been in force all along (incentives.md, "Plan checks and trial run"). Red packets
 * count as received when they were earned.
 */
export function tryPlan(input: TrialInput): Trial {
  const { lines, unlisted } = run(input, input.plan)
  const total = totalOf(lines, input.plan.tiers.length, unlisted)
  if (!input.against) return { lines, total }
  const before = run(input, input.against).lines
  return { lines, total, before, comparison: compare(lines, before) }
}

function run({ orders, leaders, period, region, gate, digest }: TrialInput, plan: Plan) {
  const lines: TrialLine[] = []
  const unlisted: TrialLine[] = []
  const planAt = () => plan
  for (const month of settle({ orders: orders(), planAt, digest, leaders, until: period, gate })) {
    if (period !== undefined && month.period !== period) continue
    for (const statement of month.statements) {
      if (region !== undefined && regionOf(statement.leaderId, leaders) !== region) continue
      const list = statement.effectiveOrders > 0 ? lines : unlisted
      list.push(lineOf(statement))
    }
  }
  return { lines, unlisted }
}
