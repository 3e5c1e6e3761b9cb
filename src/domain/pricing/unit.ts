import { atLeast } from '../integer'
import { priceOf, prices } from '../promotions/prices'
import type { Occasion } from '../promotions/rule'
import { yen } from '../yuan'
import type { CartLine } from './cart'

/** One of the unit prices a line could have. */
export interface UnitPrice {
  code: string
  priceFen: number
  /** Why it is taken, or why it is not. */
  reason: string
}

export interface Unit extends UnitPrice {
  /** The others, none of which is combined with it. */
  others: UnitPrice[]
}

interface Candidate {
  code: string
  label: string
  priceFen: number
  words: string
  refusal?: string
}

/**
 * The unit price of a line: the lowest one that applies, ties in the order flash, team, newcomer, group. A dearer one is
 * never taken to reach the threshold of a ladder: what the shelf says is what is paid.
 */
export function unitOf(line: CartLine, occasion: Occasion): Unit {
  const all = candidates(line, occasion)
  const open = all.filter((candidate) => candidate.refusal === undefined)
  const best = open.reduce((a, b) => (b.priceFen < a.priceFen ? b : a))
  const others = all
    .filter((candidate) => candidate !== best)
    .map(({ code, label, priceFen, refusal }) => {
      const why = refusal ?? (priceFen === best.priceFen ? `与${best.label}同价，不叠加` : `高于${best.label}，不叠加`)
      return { code, priceFen, reason: `${label} ${yen(priceFen)}：${why}` }
    })
  const { code, label, priceFen, words } = best
  const lowest = open.length > 1 ? '，可用价格里最低' : ''
  return { code, priceFen, reason: `${label} ${yen(priceFen)}${words && `（${words}）`}${lowest}`, others }
}

const rank = (code: string) => prices.findIndex((price) => price.code === code)

function candidates(line: CartLine, occasion: Occasion): Candidate[] {
  const special = [...(line.offers ?? [])].sort((a, b) => rank(a.code) - rank(b.code))
  const group = { code: 'group', label: '团购价', priceFen: atLeast(0, line.priceFen, 'price'), words: '' }
  return [
    ...special.map((use) => {
      const rule = priceOf(use)
      const { code, label } = rule
      const refusal = rule.check(use.args, occasion, line.quantity)
      return { code, label, priceFen: atLeast(0, rule.fen(use.args), 'price'), words: rule.explain(use.args), refusal }
    }),
    group,
  ]
}
