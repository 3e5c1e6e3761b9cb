import { sum } from '../integer'
import { nextOf } from '../promotions/promotion'
import { shortYen, yen } from '../yuan'
import type { OpenCoupon } from './best'
import { inScope, laddered, mostAfter, type OpenLadder } from './ladder'

/** What is missing for the next step of a ladder or a coupon. */
export interface Missing {
  /** Fen of further goods in its scope. */
  missingFen: number
  /** What it will take off then, in all. */
  offFen: number
  text: string
}

const missing = (missingFen: number, offFen: number): Missing => ({
  missingFen,
  offFen,
  text: `还差 ${yen(missingFen)} 可减 ${shortYen(offFen)}`,
})

/** The next step of a ladder. */
export function missingForLadder({ ladder, covers }: OpenLadder, amounts: readonly number[]): Missing | undefined {
  const reached = sum(inScope(amounts, covers))
  const next = nextOf(ladder, reached)
  return next && missing(next.thresholdFen - reached, next.offFen)
}

/** Each round closes the gap that a further step of a ladder opened; a ladder that takes all that is added never ends. */
const ROUNDS = 100

/**
 * The next step of a coupon of whose goods there is `now` after the ladder. Its threshold is tested there, and what is
 * added may bring the ladder's next step with it; so goods are added until the step is really reached: nobody who buys
 * what is said to be missing is told of a new gap. They are added to its first line in scope; where there is none, to
 * goods that no scoped ladder is for.
 */
export function missingForCoupon(
  open: OpenCoupon,
  now: number,
  ladders: readonly OpenLadder[],
  amounts: readonly number[],
): Missing | undefined {
  const next = nextOf(open.coupon.template, now)
  if (!next) return undefined
  const afterWith = growing(open.covers, ladders, amounts)
  let gap = next.thresholdFen - now
  let addedFen = 0
  for (let round = 0; gap > 0; round++) {
    if (round === ROUNDS) return undefined
    addedFen += gap
    gap = next.thresholdFen - afterWith(addedFen)
  }
  return missing(addedFen, next.offFen)
}

/** What the goods in scope come to after the ladder when more of them is bought. */
function growing(covers: readonly boolean[], ladders: readonly OpenLadder[], amounts: readonly number[]) {
  const line = covers.indexOf(true)
  if (line < 0) {
    const wider = ladders.map(({ ladder, covers }) => ({ ladder, covers: [...covers, ladder.scope === undefined] }))
    return (addedFen: number) => mostAfter(laddered(wider, [...amounts, addedFen]), [...covers, true])
  }
  return (addedFen: number) => {
    const grown = amounts.map((amount, i) => (i === line ? amount + addedFen : amount))
    return mostAfter(laddered(ladders, grown), covers)
  }
}
