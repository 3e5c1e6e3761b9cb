import type { Period } from '../period'
import type { Lines, Statement } from '../settlement/statement'

/** One leader's month in a trial run: what `npm run plan -- try --json` prints. Amounts in fen, score in tenths. */
export interface TrialLine {
  leaderId: string
  period: Period
  effectiveOrders: number
  netFen: number
  score: number | null
  band: string | null
  tierReached: number
  lines: Lines
  redPackets: number
  gross: number
  withheld: number
  net: number
  carriedForward: number
  hash: string
}

/** The line of a statement. */
export function lineOf(statement: Statement): TrialLine {
  const { leaderId, period, effectiveOrders, netFen, terms, tierReached, lines } = statement
  const { redPackets, gross, withheld, net, carriedForward, hash } = statement
  const { score, band } = terms
  return {
    ...{ leaderId, period, effectiveOrders, netFen, score, band, tierReached },
    lines,
    ...{ redPackets, gross, withheld, net, carriedForward, hash },
  }
}

/** What the plan costs for it: the lines and the red packets beside them, before tax. */
export function costOf(line: Pick<TrialLine, 'gross' | 'redPackets'>): number {
  return line.gross + line.redPackets
}
