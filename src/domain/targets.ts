import type { Plan, Target, TargetWindow } from './plan'
import { dayKey, weekKey } from './time'

/**
 * Key of the window an order falls into: its business day, the Monday of its week, or its group. Late callbacks count
 * where they belong, because `paidAt` is the payment's success time.
 */
export function windowKey(window: TargetWindow, order: { paidAt: number; groupId: string }): string {
  switch (window) {
    case 'day':
      return dayKey(order.paidAt)
    case 'week':
      return weekKey(order.paidAt)
    case 'group':
      return order.groupId
  }
}

/** Windows a plan counts in. The day is always counted: the leader's Today shows it. */
export function countedWindows(plan: Pick<Plan, 'targets'>): TargetWindow[] {
  const used = new Set<TargetWindow>(['day', ...plan.targets.map((t) => t.window)])
  return (['day', 'week', 'group'] as const).filter((w) => used.has(w))
}

/** Targets of a window, lowest first. */
export function stepsOf(plan: Pick<Plan, 'targets'>, window: TargetWindow): Target[] {
  return plan.targets.filter((t) => t.window === window).sort((a, b) => a.orders - b.orders)
}

/** Steps that `count` effective orders have reached and that have not been granted. */
export function newlyReached(
  plan: Pick<Plan, 'targets'>,
  window: TargetWindow,
  count: number,
  granted: readonly number[],
): Target[] {
  return stepsOf(plan, window).filter((t) => count >= t.orders && !granted.includes(t.orders))
}

/** Each target pays once per leader, window and step; this id is what makes it so (incentives.md, "Targets"). */
export function redPacketId(leaderId: string, window: TargetWindow, key: string, orders: number): string {
  return `${leaderId}:${window}:${key}:${orders}`
}

/** How long a receiver has to confirm a transfer (facts: WeChat merchant transfer). */
export const CONFIRM_WITHIN_MS = 24 * 3_600_000
