import { proportion } from '../money'
import type { HealthRules, Indicator } from './plan'

/** What a month's health is made of; each pair is a part and its whole. */
export interface HealthFigures {
  paidOrders: number
  effectiveOrders: number
  /** Buyers of the month before, and those of them who bought again. */
  buyersBefore: number
  buyersAgain: number
  /** Leaders with an effective order in the month before, and those of them with one again. */
  leadersBefore: number
  leadersAgain: number
  leaders: number
  reachedTier1: number
  costFen: number
  netFen: number
  /** From approval to the first reward, of the leaders who got it in the month; hours. */
  hoursToReward: readonly number[]
}

export type Grade = 'green' | 'amber' | 'red'

export interface HealthLine {
  indicator: Indicator
  /** Basis points, hours for `hoursToReward`; null when there is nothing to measure. */
  value: number | null
  grade: Grade | null
  /** Compared with the month before; null without one. */
  trend: 'better' | 'same' | 'worse' | null
}

const indicators: readonly Indicator[] = [
  'realOrders',
  'customerRetention',
  'leaderRetention',
  'reachingTier1',
  'cost',
  'hoursToReward',
]
/** Where less is better. */
const burdens: readonly Indicator[] = ['cost', 'hoursToReward']

const part = (of: number, whole: number) => (whole === 0 ? null : proportion(of, 10_000, whole))

/** The middle value, between the two of an even number; null of none. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const [below, above] = [Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2)]
  return ((sorted[below] as number) + (sorted[above] as number)) / 2
}

function measure(indicator: Indicator, figures: HealthFigures): number | null {
  switch (indicator) {
    case 'realOrders':
      return part(figures.effectiveOrders, figures.paidOrders)
    case 'customerRetention':
      return part(figures.buyersAgain, figures.buyersBefore)
    case 'leaderRetention':
      return part(figures.leadersAgain, figures.leadersBefore)
    case 'reachingTier1':
      return part(figures.reachedTier1, figures.leaders)
    case 'cost':
      return part(figures.costFen, figures.netFen)
    case 'hoursToReward':
      return median(figures.hoursToReward)
  }
}

/** Green and amber include their mark. */
export function gradeOf(
  indicator: Indicator,
  value: number,
  { green, amber }: { green: number; amber: number },
): Grade {
  const within = (mark: number) => (burdens.includes(indicator) ? value <= mark : value >= mark)
  return within(green) ? 'green' : within(amber) ? 'amber' : 'red'
}

/** The scorecard of a month: five indicators and the hours to the first reward (incentives.md, "Plan health"). */
export function healthOf(figures: HealthFigures, rules: HealthRules, before?: HealthFigures): HealthLine[] {
  return indicators.map((indicator) => {
    const value = measure(indicator, figures)
    const past = before ? measure(indicator, before) : null
    const grade = value === null ? null : gradeOf(indicator, value, rules[indicator])
    if (value === null || past === null) return { indicator, value, grade, trend: null }
    const up = burdens.includes(indicator) ? past - value : value - past
    return { indicator, value, grade, trend: up > 0 ? 'better' : up < 0 ? 'worse' : 'same' }
  })
}
