import { allocate } from '../allocate'
import { sum } from '../integer'
import { offOf, unmet } from '../promotions/promotion'
import type { Occasion } from '../promotions/rule'
import { within } from '../promotions/scope'
import type { CartLine, Ladder } from './cart'

/** What the lines come to with one ladder, or with none. */
export interface Laddered {
  /** The ladder, what it takes off, and of each line. */
  taken?: { ladder: Ladder; offFen: number; parts: number[] }
  /** What each line comes to after it. */
  after: readonly number[]
}

/** What a ladder is called. */
export const ladderName = ({ name }: Ladder) => name ?? '满减'

/** Amounts of lines where they are in scope, 0 where not. */
export function inScope(amounts: readonly number[], covers: readonly boolean[]): number[] {
  return amounts.map((amount, i) => (covers[i] ? amount : 0))
}

/** Ladders whose conditions hold, with the lines each is for. */
export function openLadders(ladders: readonly Ladder[], lines: readonly CartLine[], occasion: Occasion) {
  return ladders
    .filter((ladder) => unmet(ladder, occasion).length === 0)
    .map((ladder) => ({ ladder, covers: lines.map(within(ladder.scope)) }))
}

export type OpenLadder = ReturnType<typeof openLadders>[number]

/**
 * Every way the automatic ladder can turn out: one for each ladder that takes something off, or the plain amounts when
 * none does. A ladder comes by itself and is not declined; where several run, an order has one of them, and the best
 * combination with a coupon decides which.
 */
export function laddered(open: readonly OpenLadder[], amounts: readonly number[]): Laddered[] {
  const reached = open.flatMap(({ ladder, covers }) => {
    const base = inScope(amounts, covers)
    const offFen = offOf(ladder, sum(base))
    if (offFen === 0) return []
    const parts = allocate(offFen, base)
    return [{ taken: { ladder, offFen, parts }, after: amounts.map((amount, i) => amount - (parts[i] as number)) }]
  })
  return reached.length ? reached : [{ after: amounts }]
}
