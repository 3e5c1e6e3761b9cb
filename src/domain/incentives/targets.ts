import { type Plan, type Target, type TargetWindow, targetWindows } from '../plan/plan'
import { DAY_MS, dayKey, dayStart, weekKey } from '../time'

/** What of an order says into which windows it falls. */
export interface Windowed {
  /** The payment's success time: late callbacks count where they belong. */
  paidAt: number
  groupId?: string
  /** When its group opened. */
  groupStartAt?: number
}

interface WindowKind {
  /** Business day, Monday of the week, or group id; undefined where the order has no such window. */
  key(order: Windowed): string | undefined
  /** First instant: the plan in force then governs the window. */
  start(order: Windowed): number
  /** First instant after the window called `key`; undefined when only the group knows. */
  end(key: string): number | undefined
}

const midnight = (day: string) => Date.parse(`${day}T00:00:00+08:00`)

/** Every kind of window there is; a new kind is one more entry here and its name in `targetWindows`. */
const kinds: Readonly<Record<TargetWindow, WindowKind>> = {
  day: {
    key: (order) => dayKey(order.paidAt),
    start: (order) => dayStart(order.paidAt),
    end: (key) => midnight(key) + DAY_MS,
  },
  week: {
    key: (order) => weekKey(order.paidAt),
    start: (order) => midnight(weekKey(order.paidAt)),
    end: (key) => midnight(key) + 7 * DAY_MS,
  },
  group: {
    key: (order) => order.groupId,
    start: (order) => order.groupStartAt ?? order.paidAt,
    end: () => undefined,
  },
}

/** Key of the window an order falls into. */
export function windowKey(window: TargetWindow, order: Windowed): string | undefined {
  return kinds[window].key(order)
}

/** First instant after a window; undefined for a group, whose end is not in its name. */
export function windowEnd(window: TargetWindow, key: string): number | undefined {
  return kinds[window].end(key)
}

export interface CountedWindow<P> {
  window: TargetWindow
  key: string
  plan: P
}

/**
 * Windows an order is counted in, each with the plan that governs it: the one in force at the window's start
 * (incentives.md). The day is counted whatever the plan, for the leader's Today shows it; others where they have steps.
 */
export function windowsOf<P extends TargetRules>(order: Windowed, planAt: (at: number) => P): CountedWindow<P>[] {
  return targetWindows.flatMap((window) => {
    const key = windowKey(window, order)
    if (key === undefined) return []
    const plan = planAt(kinds[window].start(order))
    return window === 'day' || stepsOf(plan, window).length > 0 ? [{ window, key, plan }] : []
  })
}

export type TargetRules = Pick<Plan, 'targets' | 'redPacketPool'>

/** Targets of a window, lowest first. Without a pool there is nothing to pay them from, and so none. */
export function stepsOf(plan: TargetRules, window: TargetWindow): Target[] {
  if (plan.redPacketPool === null) return []
  return (plan.targets ?? []).filter((t) => t.window === window).sort((a, b) => a.orders - b.orders)
}

/** Steps that `count` effective orders have reached and that have not been granted. */
export function newlyReached(
  plan: TargetRules,
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
