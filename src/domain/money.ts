/**
 * Money is integer fen, rates are basis points (1 bp = 1/10000). What runs on phones (prices, coupons) takes `integer` and
 * `ratio` by themselves, for phones that know no BigInt can not even read the literals below.
 */

import { integer, MoneyError } from './integer'

export { atLeast, integer, MoneyError, multiply, sum } from './integer'
export { proportion, share } from './ratio'

/**
 * numerator / denominator rounded half away from zero (0.5 → 1, −0.5 → −1), exactly: the remainder decides, not a
 * float. Source: incentives.md, "halfUp". The denominator must be positive.
 */
export function halfUpDivide(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new MoneyError('denominator must be positive')
  const negative = numerator < 0n
  const size = negative ? -numerator : numerator
  const rounded = (size * 2n + denominator) / (denominator * 2n)
  return integer(Number(negative ? -rounded : rounded))
}
