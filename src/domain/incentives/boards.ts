import { byText } from '../text'

/** A leader on a board of new customers (week or month). */
export interface Contender {
  leaderId: string
  newCustomers: number
  /** When his last new customer's order was paid, ms. */
  lastCountedAt: number
}

/** Rank of everybody: more new customers first, ties to whose last counted order came earlier, then to the smaller id. */
export function ranking(contenders: readonly Contender[]): Contender[] {
  return [...contenders].sort(
    (a, b) => b.newCustomers - a.newCustomers || a.lastCountedAt - b.lastCountedAt || byText(a.leaderId, b.leaderId),
  )
}

/**
 * Winners: ⌈10% of active leaders⌉, active being those with an effective order in the window. Nobody wins without a new
 * customer, so there may be fewer. Prizes are goods coupons, outside the money of a statement.
 */
export function winners(contenders: readonly Contender[], activeLeaders: number): Contender[] {
  const places = Math.floor((activeLeaders + 9) / 10)
  return ranking(contenders.filter((one) => one.newCustomers > 0)).slice(0, places)
}
