/** Money is integer fen, rates are basis points (1 bp = 1/10000). */

/** Raised instead of ever letting NaN, a fraction or an unsafe integer become an amount. */
export class MoneyError extends Error {
  override name = 'MoneyError'
}

/** Returns `value` when it is a safe integer, else throws MoneyError. */
export function integer(value: number, what = 'amount'): number {
  if (!Number.isSafeInteger(value)) throw new MoneyError(`${what} must be a safe integer, got ${value}`)
  return value
}

/** Sum of fen; throws MoneyError on a fraction or overflow. */
export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => integer(total + integer(amount)), 0)
}

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

/** `rateBp` basis points of an amount in fen, half up. */
export function share(amountFen: number, rateBp: number): number {
  return halfUpDivide(BigInt(integer(amountFen)) * BigInt(integer(rateBp, 'rate')), 10_000n)
}

/** 4860 → `48.60`; −5 → `−0.05`, with a true minus sign. */
export function yuan(amountFen: number): string {
  const size = Math.abs(integer(amountFen))
  const whole = Math.floor(size / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amountFen < 0 ? '−' : ''}${whole}.${String(size % 100).padStart(2, '0')}`
}

/** 5000 → `50`, 980 → `9.8`: conditions and struck prices drop trailing zeros (design tokens, "Numbers"). */
export function shortYuan(amountFen: number): string {
  return yuan(amountFen).replace(/\.?0+$/, '')
}

/** `12`, `12.5`, `12.50` yuan → fen. Anything else is undefined: the form says what it expects. */
export function parseYuan(text: string): number | undefined {
  const match = /^\s*(\d{1,10})(?:\.(\d{1,2}))?\s*$/.exec(text)
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
