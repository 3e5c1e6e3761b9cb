/**
 * The life of a coupon as data (incentives.md, "Coupon states"), as orderState.ts has it for orders. `locked` while its
 * order is open; a locked coupon stays usable for that order when its time runs out meanwhile.
 */
export type CouponState = 'issued' | 'locked' | 'used' | 'returned' | 'expired'

export type CouponStep = 'lock' | 'use' | 'return' | 'expire'

export const couponTransitions: Readonly<Record<CouponStep, { from: readonly CouponState[]; to: CouponState }>> = {
  // An order is placed with it.
  lock: { from: ['issued', 'returned'], to: 'locked' },
  // That order is paid.
  use: { from: ['locked'], to: 'used' },
  // That order is cancelled or fully refunded, in time.
  return: { from: ['locked', 'used'], to: 'returned' },
  // Its time is over.
  expire: { from: ['issued', 'returned', 'locked', 'used'], to: 'expired' },
}

/** Whether a step may be taken from a state. */
export function couponCan(step: CouponStep, state: CouponState): boolean {
  return couponTransitions[step].from.includes(state)
}
