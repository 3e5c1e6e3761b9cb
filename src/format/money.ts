import * as money from '@/domain/yuan'

/** A yuan amount as a person types it (`12`, `12.5`, `¥1,234.50`) in fen; undefined when it is not an amount. */
export const { parseYuan } = money

/** A price in parts, as the design sets it: sign, digits, decimals. */
export interface PriceParts {
  minus: boolean
  whole: string
  decimals: string
}

/** Splits `fen` (integer) into the parts of a price: 1234567 → 12,345 and .67. */
export function priceParts(fen: number): PriceParts {
  const text = money.yuan(Math.abs(fen))
  return { minus: fen < 0, whole: text.slice(0, -3), decimals: text.slice(-3) }
}

/** Payable money as text, two decimals: `¥12,345.60`, `−¥3.00`. */
export const yuan = money.yen

/** Conditions and struck prices: trailing zeros dropped, `¥25.9`, `¥15`. */
export const shortYuan = money.shortYen

/** A rate in basis points as a percentage: 1000 → `10%`, 1250 → `12.5%`. */
export function percent(bp: number): string {
  return `${Number((bp / 100).toFixed(2))}%`
}
