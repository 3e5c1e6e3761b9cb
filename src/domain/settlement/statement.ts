import type { Figures } from '../incentives/assessment'
import type { NewLeaderDays } from '../incentives/newLeader'
import { sum } from '../money'
import type { Period } from '../period'
import type { Tier, WithholdingRow } from '../plan/plan'
import { canonical, type Digest, type Json } from './canonical'
import type { Packet } from './facts'
import { withholding } from './withholding'

/** Lines of a statement, fen. */
export interface Lines {
  base: number
  tierExcess: number
  safetyNet: number
  newLeader: number
  virtualTier: number
  newCustomers: number
  dividend: number
  /** Never positive. */
  clawback: number
}

export const lineNames: readonly (keyof Lines)[] = [
  'base',
  'tierExcess',
  'safetyNet',
  'newLeader',
  'virtualTier',
  'newCustomers',
  'dividend',
  'clawback',
]

/** By what a month was reckoned besides its plan: frozen with the statement, for a recomputation uses the same. */
export interface Terms {
  region: string
  /** The plan's tiers with the thresholds of the month. */
  tiers: Tier[]
  figures: Figures | null
  benchmarks: Figures | null
  /** Tenths of a point; null without assessment. */
  score: number | null
  band: string | null
  factorBp: number
  /** Leaders whose base commission his dividend is made of. */
  mentees: string[]
  /** Whether his link was busy long enough for the virtual tier. */
  linkBusy: boolean
}

/** What changed in an earlier month: money that must come back, or that sets off some of it. */
export interface Clawback {
  period: Period
  fen: number
  /** By line, what the month's statement gave too much (negative), or too little. */
  lines?: Partial<Lines>
  /** Orders whose net is another than when the month was settled. */
  orders?: { orderId: string; wasFen: number; netFen: number }[]
  /** Or a red packet whose target the orders do not reach any more. */
  redPacket?: string
}

/** What the lines are made of, order by order and posting by posting; each part adds up to its line. */
export interface Details {
  /** base: Σ baseFen; tierExcess: (Σ tierFen − Σ baseFen) × factor. */
  orders: { orderId: string; netFen: number; baseFen: number; rateBp: number; tierFen: number }[]
  firstOrder: { orderId: string; fen: number } | null
  guarantee: (NewLeaderDays & { fen: number }) | null
  virtualTier: { netFen: number; rateBp: number; partBp: number } | null
  newCustomers: { orderId: string; buyerId: string; fen: number }[]
  dividend: { leaderId: string; baseFen: number; fen: number }[]
  clawback: Clawback[]
  redPackets: Pick<Packet, 'id' | 'fen' | 'at' | 'endsAt'>[]
}

/** One leader's month, every fen explained. Amounts in fen. */
export interface Statement {
  leaderId: string
  period: Period
  effectiveOrders: number
  netFen: number
  tierReached: number
  terms: Terms
  lines: Lines
  details: Details
  /** Received in the month already; beside the lines, but part of what is taxed. */
  redPackets: number
  gross: number
  /** Debt carried in, ≥ 0. */
  debt: number
  withheld: number
  net: number
  /** What is left negative, ≤ 0: the next statement's debt. */
  carriedForward: number
  /** Fingerprint of all the rest. */
  hash: string
}

/** What came in as lines and goes out as money. */
export type Payable = Pick<Statement, 'gross' | 'debt' | 'redPackets' | 'withheld' | 'net' | 'carriedForward'>

/**
 * From the lines to what is paid (incentives.md, "Statement and payout"): debt reduces gross first; tax is on what is
 * then left of it, at least 0, and the red packets of the month; what the tax leaves negative is carried forward.
 */
export function payable(
  lines: Lines,
  redPackets: number,
  debt: number,
  table: readonly WithholdingRow[] | null,
): Payable {
  const gross = sum(lineNames.map((name) => lines[name]))
  const withheld = withholding(sum([Math.max(0, gross - debt), redPackets]), table)
  const left = sum([gross, -debt, -withheld])
  return { gross, debt, redPackets, withheld, net: Math.max(0, left), carriedForward: Math.min(0, left) }
}

/** The statement with its fingerprint: the same statement has the same one, wherever it is made. */
export function sealed(statement: Omit<Statement, 'hash'>, digest: Digest): Statement {
  return { ...statement, hash: digest(canonical(statement as unknown as Json)) }
}

/** Whether a statement is still as it was sealed. */
export function isGenuine({ hash, ...statement }: Statement, digest: Digest): boolean {
  return sealed(statement, digest).hash === hash
}
