import { type Coupon, validityOf } from '../coupons/coupon'
import { sum } from '../integer'
import { offOf } from '../promotions/promotion'
import { byKeys } from '../text'
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
 * coupon id and ladder id. All with a coupon, or all without.
 */
export function best(all: readonly Combination[]): Combination {
  return all.reduce((a, b) => (byKeys(keys(b), keys(a)) < 0 ? b : a))
}

function keys({ goodsFen, open, laddered }: Combination): (number | string)[] {
  // Where one way has no ladder it is the only one.
  const ladderId = laddered.taken?.ladder.id as string
  if (!open) return [goodsFen, ladderId]
  const { coupon } = open
  return [goodsFen, validityOf(coupon).to, coupon.template.id, coupon.id, ladderId]
}
