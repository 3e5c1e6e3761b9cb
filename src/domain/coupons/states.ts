/**
 * The life of a coupon as data (incentives.md, "Coupon states"), as orderState.ts has it for orders. `locked` while its
 * order is open; a locked coupon stays usable for that order when its time runs out meanwhile.
 */
export type CouponState = 'issued' | 'locked' | 'used' | 'returned' | 'expired'

export type CouponStep = 'lock' | 'use' | 'return' | 'expire'

export const couponTransitions: Readonly<
  Record<CouponStep, { from: readonly CouponState[]; to: CouponState; when: string }>
> = {
  lock: { from: ['issued', 'returned'], to: 'locked', when: 'an order is placed with it' },
  use: { from: ['locked'], to: 'used', when: 'that order is paid' },
  return: { from: ['locked', 'used'], to: 'returned', when: 'that order is cancelled or fully refunded, in time' },
  expire: { from: ['issued', 'returned', 'locked', 'used'], to: 'expired', when: 'its time is over' },
}

/** Whether a step may be taken from a state. */
export function couponCan(step: CouponStep, state: CouponState): boolean {
  return couponTransitions[step].from.includes(state)
}
