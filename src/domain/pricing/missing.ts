import { sum } from '../integer'
import { nextOf } from '../promotions/promotion'
import { shortYen, yen } from '../yuan'
import { type Combination, type OpenCoupon, withCoupon } from './best'
import { inScope, laddered, type OpenLadder } from './ladder'

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

/** What is known of a cart before its coupons. */
export interface Circumstances {
  ladders: readonly OpenLadder[]
  /** Lines at unit prices. */
  amounts: readonly number[]
  /** What the group's goal takes off. */
  goalFen: number
}

/**
 * The next step of a coupon that is `used` with the ladder that is best beside it. Its threshold is tested after the
 * ladder, and what is added may bring the ladder's next step with it, or another ladder; so goods are added until the
 * step is really reached: nobody who buys what is said to be missing is told of a new gap. They are added to its first
 * line in scope; where there is none, to goods that no scoped ladder is for.
 */
export function missingForCoupon(
  open: OpenCoupon,
  used: Combination,
  circumstances: Circumstances,
): Missing | undefined {
  const reached = sum(inScope(used.laddered.after, open.covers))
  const next = nextOf(open.coupon.template, reached)
  if (!next) return undefined
  const bought = growing(open, circumstances)
  let addedFen = next.thresholdFen - reached
  for (let round = 0; round < ROUNDS; round++) {
    const { reachedFen, cheaper } = bought(addedFen)
    const gap = next.thresholdFen - reachedFen
    if (gap <= 0) return cheaper ? missing(addedFen, next.offFen) : undefined
    addedFen += gap
  }
  return undefined
}

/**
 * What a coupon's goods come to, after the ladder that is then best, when more of them is bought, and whether it then makes
 * anything cheaper: it does not where the group's goal pays for all of it anyway.
 */
function growing({ coupon, covers }: OpenCoupon, { ladders, amounts, goalFen }: Circumstances) {
  // A line more, for goods that are still to come.
  const open = { coupon, covers: [...covers, true] }
  const wider = ladders.map(({ ladder, covers }) => ({ ladder, covers: [...covers, ladder.scope === undefined] }))
  const line = open.covers.indexOf(true)
  return (addedFen: number) => {
    const grown = [...amounts, 0].map((amount, i) => (i === line ? amount + addedFen : amount))
    const ways = laddered(wider, grown)
    const used = withCoupon(ways, open, goalFen)
    const plain = withCoupon(ways, undefined, goalFen)
    return { reachedFen: sum(inScope(used.laddered.after, open.covers)), cheaper: used.goodsFen < plain.goodsFen }
  }
}
