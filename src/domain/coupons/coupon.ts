import { DAY_MS } from '../time'
import type { CouponState } from './states'
import type { Template } from './template'

/** One person's copy of a template. */
export interface Coupon {
  id: string
  template: Template
  /** When it was handed out, ms. */
  issuedAt: number
  state: CouponState
}

/** When a copy can be used: from an instant to before another. */
export function validityOf({ template, issuedAt }: Pick<Coupon, 'template' | 'issuedAt'>): {
  from: number
  to: number
} {
  const { validity } = template
  return 'days' in validity ? { from: issuedAt, to: issuedAt + validity.days * DAY_MS } : validity
}

/** What becomes of a coupon whose order was cancelled or fully refunded: it is good again, or its time is over. */
export function givenBack(coupon: Pick<Coupon, 'template' | 'issuedAt'>, now: number): 'return' | 'expire' {
  return now < validityOf(coupon).to ? 'return' : 'expire'
}
