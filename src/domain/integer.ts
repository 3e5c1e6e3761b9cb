/** Raised instead of ever letting NaN, a fraction or an unsafe integer become an amount. */
export class MoneyError extends Error {
  override name = 'MoneyError'
}

/** Returns `value` when it is a safe integer, else throws MoneyError. */
export function integer(value: number, what = 'amount'): number {
  if (!Number.isSafeInteger(value)) throw new MoneyError(`${what} must be a safe integer, got ${value}`)
  return value
}

/** Returns `value` when it is a safe integer from `least`, else throws MoneyError. */
export function atLeast(least: number, value: number, what = 'amount'): number {
  if (integer(value, what) < least) throw new MoneyError(`${what} must be at least ${least}, got ${value}`)
  return value
}

/** Sum of fen; throws MoneyError on a fraction or overflow. */
export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => integer(total + integer(amount)), 0)
}

/** a × b; throws MoneyError on a fraction or overflow. A product that was rounded is never a safe integer. */
export function multiply(a: number, b: number): number {
  return integer(integer(a) * integer(b), 'product') + 0
}
