import { integer } from '../money'

/** An exact quotient of integers, `per` > 0: figures stay exact until money or a score is made of them. */
export interface Fraction {
  of: number
  per: number
}

/** of / per; nothing out of nothing is 0. */
export function fraction(of: number, per: number): Fraction {
  return per === 0 ? { of: 0, per: 1 } : { of: integer(of), per: integer(per) }
}

/** Negative, 0 or positive as a is less than, equal to or more than b. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const left = BigInt(a.of) * BigInt(b.per)
  const right = BigInt(b.of) * BigInt(a.per)
  return left < right ? -1 : left > right ? 1 : 0
}
