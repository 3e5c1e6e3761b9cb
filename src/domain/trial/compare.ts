import { byText } from '../text'
import { costOf, type TrialLine } from './line'
import { shareBp } from './total'

/** What a leader gets from either plan over the months tried, fen before tax. */
export interface Change {
  leaderId: string
  beforeFen: number
  afterFen: number
  gainFen: number
}

/** The new plan next to the old one. */
export interface Comparison {
  costFen: number
  costBp: number
  /** What the new plan costs more; negative when less. */
  moreFen: number
  gaining: number
  unchanged: number
  losing: number
  /** Greatest gain first, then by id. */
  leaders: Change[]
}

/** Compares lines of the new plan with those of the old one, leader by leader. */
export function compare(lines: readonly TrialLine[], before: readonly TrialLine[]): Comparison {
  const changes = new Map<string, Change>()
  const of = (leaderId: string) => {
    const change = changes.get(leaderId) ?? { leaderId, beforeFen: 0, afterFen: 0, gainFen: 0 }
    changes.set(leaderId, change)
    return change
  }
  for (const line of before) of(line.leaderId).beforeFen += costOf(line)
  for (const line of lines) of(line.leaderId).afterFen += costOf(line)
  const leaders = [...changes.values()].map((one) => ({ ...one, gainFen: one.afterFen - one.beforeFen }))
  leaders.sort((a, b) => b.gainFen - a.gainFen || byText(a.leaderId, b.leaderId))
  const costFen = leaders.reduce((sum, one) => sum + one.beforeFen, 0)
  const netFen = before.reduce((sum, line) => sum + line.netFen, 0)
  return {
    costFen,
    costBp: shareBp(costFen, netFen),
    moreFen: leaders.reduce((sum, one) => sum + one.gainFen, 0),
    gaining: leaders.filter((one) => one.gainFen > 0).length,
    unchanged: leaders.filter((one) => one.gainFen === 0).length,
    losing: leaders.filter((one) => one.gainFen < 0).length,
    leaders,
  }
}
