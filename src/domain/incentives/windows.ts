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
  /** What a leader is told it is: `今日第 20 单，达标了`. */
  word: string
  /** Business day, Monday of the week, or group id; undefined where the order has no such window. */
  key(order: Windowed): string | undefined
  /** First instant: the plan in force then governs the window. */
  start(order: Windowed): number
  /** First instant after the window called `key`; undefined when only the group knows. */
  end(key: string): number | undefined
}

const midnight = (day: string) => Date.parse(`${day}T00:00:00+08:00`)

/** Every kind of window effective orders are counted in for a target; a new kind is one more entry. */
const kinds = {
  day: {
    word: '今日',
    key: (order) => dayKey(order.paidAt),
    start: (order) => dayStart(order.paidAt),
    end: (key) => midnight(key) + DAY_MS,
  },
  week: {
    word: '本周',
    key: (order) => weekKey(order.paidAt),
    start: (order) => midnight(weekKey(order.paidAt)),
    end: (key) => midnight(key) + 7 * DAY_MS,
  },
  group: {
    word: '本团',
    key: (order) => order.groupId,
    start: (order) => order.groupStartAt ?? order.paidAt,
    end: () => undefined,
  },
} satisfies Record<string, WindowKind>

export type TargetWindow = keyof typeof kinds

export const targetWindows = Object.keys(kinds) as readonly TargetWindow[]

const kindOf = (window: TargetWindow): WindowKind => kinds[window]

/** Key of the window an order falls into. */
export function windowKey(window: TargetWindow, order: Windowed): string | undefined {
  return kindOf(window).key(order)
}

/** First instant of the window an order falls into. */
export function windowStart(window: TargetWindow, order: Windowed): number {
  return kindOf(window).start(order)
}

/** First instant after a window; undefined for a group, whose end is not in its name. */
export function windowEnd(window: TargetWindow, key: string): number | undefined {
  return kindOf(window).end(key)
}

/** What a leader is told a window is; nothing where the app is older than the window. */
export function windowWord(window: string): string {
  return targetWindows.includes(window as TargetWindow) ? kindOf(window as TargetWindow).word : ''
}
