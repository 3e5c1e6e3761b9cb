import { bandOf, benchmarks, type Figures, score } from '../incentives/assessment'
import { fraction } from '../incentives/fraction'
import type { Plan } from '../plan/plan'
import type { LeaderMonth, MonthFacts } from './facts'
import { type Leaders, regionOf } from './leaders'
import type { Terms } from './statement'

type Assessed = Pick<Terms, 'figures' | 'benchmarks' | 'score' | 'band' | 'factorBp'>

const unassessed: Assessed = { figures: null, benchmarks: null, score: null, band: null, factorBp: 10_000 }

/** A leader's month in the four dimensions. */
export function figuresOf(month: LeaderMonth): Figures {
  return {
    orders: fraction(month.orders.length, 1),
    averageOrderValue: fraction(month.netFen, month.orders.length),
    repurchase: fraction(month.buyersAgain, month.buyers),
    newCustomers: fraction(month.newCustomers.length, 1),
  }
}

/** Assesses everybody with an effective order in the month, against the benchmarks of his region. */
export function assess(facts: MonthFacts, leaders: Leaders): (leaderId: string) => Assessed {
  const { assessment } = facts.plan
  if (!assessment) return () => unassessed
  const byRegion = new Map<string, Map<string, Figures>>()
  for (const [leaderId, month] of facts.leaders) {
    if (month.orders.length === 0) continue
    const region = regionOf(leaderId, leaders)
    const figures = byRegion.get(region) ?? new Map<string, Figures>()
    byRegion.set(region, figures.set(leaderId, figuresOf(month)))
  }
  const result = new Map<string, Assessed>()
  for (const figures of byRegion.values()) {
    const benchmark = benchmarks([...figures.values()])
    for (const [leaderId, own] of figures) result.set(leaderId, judge(own, benchmark, assessment))
  }
  return (leaderId) => result.get(leaderId) ?? unassessed
}

function judge(figures: Figures, benchmark: Figures, assessment: NonNullable<Plan['assessment']>): Assessed {
  const tenths = score(figures, benchmark, assessment.weights)
  const band = bandOf(tenths, assessment.bands)
  return { figures, benchmarks: benchmark, score: tenths, band: band?.name ?? null, factorBp: band?.factorBp ?? 10_000 }
}
