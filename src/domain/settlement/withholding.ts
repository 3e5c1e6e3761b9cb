import { halfUpDivide, integer } from '../money'
import type { WithholdingRow } from '../plan/plan'

/**
 * Tax withheld from an income in fen: the row with the greatest `aboveFen` below it says
 * (x − deductFen) × taxableBp × rateBp − lessFen, half up once, never negative (incentives.md, "Statement and payout").
 */
export function withholding(incomeFen: number, table: readonly WithholdingRow[] | null): number {
  const row = (table ?? []).filter(({ aboveFen }) => incomeFen > aboveFen).at(-1)
  if (!row) return 0
  const taxed = BigInt(integer(incomeFen) - row.deductFen) * BigInt(row.taxableBp) * BigInt(row.rateBp)
  return Math.max(0, halfUpDivide(taxed - BigInt(row.lessFen) * 100_000_000n, 100_000_000n))
}
