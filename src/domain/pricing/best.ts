import { type Coupon, validityOf } from '../coupons/coupon'
import { sum } from '../integer'
import { offOf } from '../promotions/promotion'
import { inScope, type Laddered } from './ladder'

/** A coupon that may be used, with the lines it is for. */
export interface OpenCoupon {
  coupon: Coupon
  covers: readonly boolean[]
}

/** One legal combination: a ladder (or none) and a coupon (or none). */
export interface Combination {
  laddered: Laddered
  open?: OpenCoupon
  /** What the coupon takes off. */
  offFen: number
  /** What the goods come to. */
  goodsFen: number
}

/** The best of all ways of the ladder with one coupon, or without any; `goalFen` comes off last. */
export function withCoupon(ways: readonly Laddered[], open: OpenCoupon | undefined, goalFen: number): Combination {
  const combine = (laddered: Laddered): Combination => {
    const offFen = open ? offOf(open.coupon.template, sum(inScope(laddered.after, open.covers))) : 0
    return { laddered, open, offFen, goodsFen: Math.max(0, sum(laddered.after) - offFen - goalFen) }
  }
  return best(ways.map(combine))
}

/**
 * The lowest amount to pay; ties to the earlier expiry, then the smaller template id (incentives.md), then the smaller
 * coupon id and ladder id. None comes before any: a coupon that makes nothing cheaper is not spent.
 */
export function best(all: readonly Combination[]): Combination {
  return all.reduce((a, b) => (before(b, a) ? b : a))
}

function before(a: Combination, b: Combination): boolean {
  const [keysA, keysB] = [keys(a), keys(b)]
  for (const [i, key] of keysA.entries()) {
    const other = keysB[i] as typeof key
    if (key !== other) return key < other
  }
  return false
}

function keys({ goodsFen, open, laddered }: Combination): (number | string)[] {
  const { coupon } = open ?? {}
  return [
    goodsFen,
    coupon ? validityOf(coupon).to : Number.NEGATIVE_INFINITY,
    coupon?.template.id ?? '',
    coupon?.id ?? '',
    laddered.ladder?.id ?? '',
  ]
}
