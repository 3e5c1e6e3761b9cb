import { unmet } from '../promotions/promotion'
import type { Occasion, Refusal } from '../promotions/rule'
import { momentInWords } from '../time'
import { type Coupon, validityOf } from './coupon'
import { type CouponState, couponCan } from './states'

const unusable: Record<Exclude<CouponState, 'issued' | 'returned'>, string> = {
  locked: '正用在另一个待付款的订单里',
  used: '已经用过了',
  expired: '已过期',
}

/** Why a coupon can not be used now, apart from amounts; empty when it can. */
export function refusals(coupon: Coupon, occasion: Occasion): Refusal[] {
  if (!couponCan('lock', coupon.state)) {
    const state = coupon.state as keyof typeof unusable
    return [{ code: state, text: unusable[state] }]
  }
  const { from, to } = validityOf(coupon)
  const { paidBy } = coupon.template
  const reasons = unmet(coupon.template, occasion)
  if (occasion.at < from) reasons.unshift({ code: 'tooEarly', text: `${momentInWords(from)} 起可用` })
  if (occasion.at >= to) reasons.unshift({ code: 'expired', text: `已于 ${momentInWords(to)} 过期` })
  if (paidBy !== 'platform' && paidBy.leaderId !== occasion.leaderId)
    reasons.push({ code: 'otherLeader', text: '由团长承担，只能在他的团里用' })
  return reasons
}
