import { atLeast, integer } from './integer'

/** A quotient kept exact: `whole` × divisor + `rest`, 0 ≤ rest < divisor. */
export interface Quotient {
  whole: number
  rest: number
}

/**
 * a × b ÷ c for a, b ≥ 0 and c > 0, exactly, also where a × b is beyond the safe integers. Phones that know no BigInt
 * meet it only there: an amount of tens of millions of yuan.
 * @throws MoneyError when an argument or the quotient is not a safe integer
 */
export function timesOver(a: number, b: number, c: number): Quotient {
  atLeast(0, a, 'factor')
  atLeast(0, b, 'factor')
  atLeast(1, c, 'divisor')
  return quotient(a, b, c)
}

/** The same for arguments that have been checked: allocations do it by the thousand. */
export function quotient(a: number, b: number, c: number): Quotient {
  const product = a * b
  if (Number.isSafeInteger(product)) {
    const rest = product % c
    return { whole: (product - rest) / c, rest }
  }
  const exact = BigInt(a) * BigInt(b)
  const divisor = BigInt(c)
  return { whole: integer(Number(exact / divisor), 'quotient'), rest: Number(exact % divisor) }
}

/**
 * amount × rate ÷ whole, rounded half away from zero, once (incentives.md, "halfUp"). The amount may be negative.
 * @throws MoneyError as timesOver does
 */
export function proportion(amount: number, rate: number, whole: number): number {
  const sign = Math.sign(integer(amount)) * Math.sign(integer(rate, 'rate'))
  const exact = timesOver(Math.abs(amount), Math.abs(rate), whole)
  const rounded = integer(exact.whole + (exact.rest >= whole - exact.rest ? 1 : 0), 'quotient')
  // Adding 0 makes a −0 plain.
  return sign * rounded + 0
}

/** `rateBp` basis points of an amount in fen, half up. */
export function share(amountFen: number, rateBp: number): number {
  return proportion(amountFen, rateBp, 10_000)
}
