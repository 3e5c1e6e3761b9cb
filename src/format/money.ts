/** A price in parts, as the design sets it: sign, digits, decimals. */
export interface PriceParts {
  minus: boolean
  whole: string
  decimals: string
}

/** Splits `fen` (integer) into the parts of a price: 1234567 → 12,345 and .67. */
export function priceParts(fen: number): PriceParts {
  const amount = Math.abs(Math.round(fen))
  return {
    minus: fen < 0,
    whole: String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, ','),
    decimals: `.${String(amount % 100).padStart(2, '0')}`,
  }
}

/** Payable money as text, two decimals: `¥12,345.60`, `−¥3.00`. */
export function yuan(fen: number): string {
  const { minus, whole, decimals } = priceParts(fen)
  return `${minus ? '−' : ''}¥${whole}${decimals}`
}

/** Conditions and struck prices: trailing zeros dropped, `¥25.9`, `¥15`. */
export function shortYuan(fen: number): string {
  const { minus, whole, decimals } = priceParts(fen)
  return `${minus ? '−' : ''}¥${whole}${decimals.replace(/0+$/, '').replace(/\.$/, '')}`
}

/** A rate in basis points as a percentage: 1000 → `10%`, 1250 → `12.5%`. */
export function percent(bp: number): string {
  return `${Number((bp / 100).toFixed(2))}%`
}

/** A yuan amount as a person types it (`12`, `12.5`, `12.50`) in fen; undefined when it is not an amount. */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
