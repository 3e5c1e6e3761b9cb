import { integer } from './integer'

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

/** ¥ before the amount, the sign before both: 350 → `¥3.50`, −600 → `−¥6.00`. */
export function yen(amountFen: number): string {
  return signed(amountFen, yuan(Math.abs(amountFen)))
}

/** As a condition names it: 2000 → `¥20`, 980 → `¥9.8`. */
export function shortYen(amountFen: number): string {
  return signed(amountFen, shortYuan(Math.abs(amountFen)))
}

const signed = (amountFen: number, amount: string) => `${amountFen < 0 ? '−' : ''}¥${amount}`

/**
 * `12`, `12.5`, `¥1,234.50` yuan → fen: at most two decimals, commas only between thousands, ¥ or ￥ before it if
 * anything. Anything else is undefined, and the form says what it expects: a third decimal, a sign, and full-width
 * digits too (they come from an input method left on, often with a full-width stop that could mean anything).
 */
export function parseYuan(text: string): number | undefined {
  const match = /^\s*[¥￥]?(\d{1,10}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?\s*$/.exec(text)
  if (!match) return undefined
  const whole = Number((match[1] as string).replace(/,/g, ''))
  return whole * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
