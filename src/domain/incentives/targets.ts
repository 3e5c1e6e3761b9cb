import type { Plan, Target } from '../plan/plan'
import { DAY_MS } from '../time'
import { type TargetWindow, targetWindows, type Windowed, windowKey, windowStart } from './windows'

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
    const plan = planAt(windowStart(window, order))
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
export const CONFIRM_WITHIN_MS = DAY_MS
