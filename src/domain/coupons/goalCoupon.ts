import type { Goal } from '../promotions/goal'
import type { Template } from './template'

/** How long the coupon of a reached goal is good (incentives.md, "Group goal"). */
const GOAL_COUPON_DAYS = 7

/**
 * What each order that came before its group's goal was reached gets: a coupon of the same value, without a threshold,
 * for any goods, paid by the platform.
 */
export function goalCoupon(groupId: string, goal: Goal): Template {
  return {
    id: `goal:${groupId}`,
    name: '全团达标券',
    action: { code: 'fixed', args: { offFen: goal.discountFen } },
    validity: { days: GOAL_COUPON_DAYS },
    paidBy: 'platform',
  }
}
