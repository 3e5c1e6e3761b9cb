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

/** `12`, `12.5`, `12.50` yuan → fen. Anything else is undefined: the form says what it expects. */
export function parseYuan(text: string): number | undefined {
  const match = /^\s*(\d{1,10})(?:\.(\d{1,2}))?\s*$/.exec(text)
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
