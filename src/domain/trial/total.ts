import { proportion, sum } from '../money'
import { type Lines, lineNames } from '../settlement/statement'
import { costOf, type TrialLine } from './line'

/** Incomes of leader-months from `fromFen` up to the next step's. */
export interface Step {
  fromFen: number
  leaders: number
}

/** A plan on past orders in all. Amounts in fen. */
export interface Total {
  total: true
  /** Leaders and months that have a line. */
  leaders: number
  periods: number
  effectiveOrders: number
  netFen: number
  lines: Lines
  redPackets: number
  gross: number
  withheld: number
  net: number
  carriedForward: number
  /** Gross and red packets, and their share of net sales in basis points. */
  costFen: number
  costBp: number
  /** Per tier, leader-months that reached it and their share of all. */
  tiers: { tier: number; reached: number; shareBp: number }[]
  /** Leader-months by what they bring the leader, before tax. */
  distribution: Step[]
  /** Due to leaders without an effective order in the month, who have no line; not in the sums. */
  unlisted: { leaders: number; gross: number; redPackets: number }
}

/** Steps of the distribution, yuan. */
const STEPS = [0, 200, 400, 600, 1000, 1500]

/** Share of a whole in basis points, half up; 0 of nothing. */
export function shareBp(part: number, whole: number): number {
  return whole === 0 ? 0 : proportion(part, 10_000, whole)
}

/** How many incomes fall into each step. Below 0 counts as the first. */
export function distributionOf(incomesFen: readonly number[]): Step[] {
  const froms = STEPS.map((yuan) => yuan * 100)
  const leaders = froms.map(() => 0)
  for (const fen of incomesFen) {
    const step = Math.max(0, froms.filter((from) => fen >= from).length - 1)
    leaders[step] = (leaders[step] as number) + 1
  }
  return froms.map((fromFen, i) => ({ fromFen, leaders: leaders[i] as number }))
}

/** Adds lines up. `tiers` is how many the plan has, `unlisted` what is due to those without a line. */
export function totalOf(lines: readonly TrialLine[], tiers: number, unlisted: readonly TrialLine[]): Total {
  const all = (of: (line: TrialLine) => number) => sum(lines.map(of))
  const netFen = all((line) => line.netFen)
  const costFen = all(costOf)
  return {
    total: true,
    leaders: new Set(lines.map((line) => line.leaderId)).size,
    periods: new Set(lines.map((line) => line.period)).size,
    effectiveOrders: all((line) => line.effectiveOrders),
    netFen,
    lines: Object.fromEntries(lineNames.map((name) => [name, all((line) => line.lines[name])])) as unknown as Lines,
    redPackets: all((line) => line.redPackets),
    gross: all((line) => line.gross),
    withheld: all((line) => line.withheld),
    net: all((line) => line.net),
    carriedForward: all((line) => line.carriedForward),
    costFen,
    costBp: shareBp(costFen, netFen),
    tiers: Array.from({ length: tiers }, (_, i) => {
      const reached = lines.filter((line) => line.tierReached > i).length
      return { tier: i + 1, reached, shareBp: shareBp(reached, lines.length) }
    }),
    distribution: distributionOf(lines.map(costOf)),
    unlisted: {
      leaders: new Set(unlisted.map((line) => line.leaderId)).size,
      gross: sum(unlisted.map((line) => line.gross)),
      redPackets: sum(unlisted.map((line) => line.redPackets)),
    },
  }
}
