import { validityOf } from '../coupons/coupon'
import { promotionInWords } from '../promotions/promotion'
import type { Refusal } from '../promotions/rule'
import { byKeys } from '../text'
import type { Combination, OpenCoupon } from './best'
import { type Circumstances, type Missing, missingForCoupon } from './missing'

/** What one of the buyer's coupons does for this cart. */
export interface CouponResult {
  couponId: string
  templateId: string
  name: string
  /** Its rule in words. */
  rule: string
  expiresAt: number
  usable: boolean
  /** What it takes off the goods, and what is left to pay for them, if it is the one used. */
  offFen: number
  goodsFen: number
  /** Why it can not be used, in words. */
  reasons: Refusal[]
  missing?: Missing
}

/**
 * Judges one coupon by what it comes to, `used`, next to `plain`, without any: one that makes nothing cheaper is not
 * used, whoever chose it. `refusals` are those that have nothing to do with amounts.
 */
export function couponResult(
  open: OpenCoupon,
  { used, plain }: { used: Combination; plain: Combination },
  refusals: readonly Refusal[],
  circumstances: Circumstances,
): CouponResult {
  const { coupon, covers } = open
  const { id, name } = coupon.template
  const allowed = refusals.length === 0
  const missing = allowed ? missingForCoupon(open, used, circumstances) : undefined
  const reasons = [...refusals]
  if (allowed && used.goodsFen === plain.goodsFen) {
    if (!covers.includes(true)) reasons.push({ code: 'noGoods', text: '没有它可用的商品' })
    else if (missing) reasons.push({ code: 'belowThreshold', text: missing.text })
    else reasons.push({ code: 'nothingOff', text: '用了也不会更便宜' })
  }
  return {
    couponId: coupon.id,
    templateId: id,
    name,
    rule: promotionInWords(coupon.template),
    expiresAt: validityOf(coupon).to,
    usable: reasons.length === 0,
    offFen: used.offFen,
    goodsFen: used.goodsFen,
    reasons,
    ...(missing && { missing }),
  }
}

/** Usable ones first, the best of them on top; then those with the least missing; then the rest. */
export function byWorth(a: CouponResult, b: CouponResult): number {
  const keys = (c: CouponResult) => [
    c.usable ? 0 : 1,
    c.usable ? c.goodsFen : (c.missing?.missingFen ?? Number.POSITIVE_INFINITY),
    ...[c.expiresAt, c.templateId, c.couponId],
  ]
  return byKeys(keys(a), keys(b))
}
