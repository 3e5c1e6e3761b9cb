import { atLeast, integer, MoneyError, sum } from './integer'
import { quotient } from './ratio'

/**
 * Splits an amount in proportion to weights (integers ≥ 0) so that the parts add up to it exactly: everybody gets the
 * floor of his share, and the fen left over go one each to the largest remainders, ties to the earlier (incentives.md,
 * "Prices and coupons": 2000 over 1990/3580/990 → 607/1091/302). A negative amount is split as its opposite. A part is
 * never larger than its weight while the amount is not larger than their sum.
 * @throws MoneyError on anything that is not an integer, and on an amount with nobody to take it
 */
export function allocate(amountFen: number, weights: readonly number[]): number[] {
  for (const weight of weights) atLeast(0, weight, 'weight')
  if (integer(amountFen) === 0) return weights.map(() => 0)
  const total = sum(weights)
  if (total === 0) throw new MoneyError(`nobody to take ${amountFen} fen: all weights are 0`)
  const size = Math.abs(amountFen)
  const parts: number[] = []
  const rests: number[] = []
  for (const weight of weights) {
    const { whole, rest } = quotient(weight, size, total)
    parts.push(whole)
    rests.push(rest)
  }
  const left = size - sum(parts)
  if (left > 0) {
    // The least remainder that still gets a fen, and how many of just that size do. Plain numbers are sorted, not indices:
    // this is most of the work of pricing a large cart.
    const least = Float64Array.from(rests).sort()[rests.length - left] as number
    let equals = left - rests.filter((rest) => rest > least).length
    for (const [index, rest] of rests.entries())
      if (rest > least || (rest === least && equals-- > 0)) parts[index] = (parts[index] as number) + 1
  }
  return amountFen === size ? parts : parts.map((part) => 0 - part)
}
