import { clockOffset } from './clock'
import type { ActionName, DeviceStorage } from './types'

/**
 * Answers that make a first screen worth having at once, also without a network. Not the leader's day: figures of
 * yesterday under a sign that says "live" would be worse than a moment's wait.
 */
const KEPT: readonly ActionName[] = ['group.home', 'group.open', 'order.get', 'account.signIn']
/** Answers kept, the oldest dropped first; and the longest text of one: the device's storage is small and synchronous. */
const MOST = 12
const LONGEST = 60_000
const INDEX = 'seen'

export interface Seen<Data> {
  data: Data
  /** This device's clock, ms. */
  at: number
  /** Cloud's clock minus this device's at that time, ms: a clock that was wrong is wrong still. Older apps kept none. */
  clockOffset?: number
}

/** What this device has seen last: shown at once when a page opens, until the cloud has answered. */
export function createSeen(storage: () => DeviceStorage) {
  const keyOf = (action: ActionName, input: unknown) => `seen:${action}:${JSON.stringify(input)}`
  const read = <T>(key: string): T | undefined => {
    try {
      return JSON.parse(storage().getItem(key) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }
  const keys = () => read<string[]>(INDEX) ?? []

  return {
    recall: <Data>(action: ActionName, input: unknown): Seen<Data> | undefined =>
      KEPT.includes(action) ? read<Seen<Data>>(keyOf(action, input)) : undefined,

    remember(action: ActionName, input: unknown, data: unknown): void {
      if (!KEPT.includes(action)) return
      const key = keyOf(action, input)
      const text = JSON.stringify({ data, at: Date.now(), clockOffset: clockOffset() })
      if (text.length > LONGEST) return
      const [...others] = keys().filter((other) => other !== key)
      try {
        while (others.length >= MOST) storage().removeItem(others.shift() as string)
        storage().setItem(key, text)
        storage().setItem(INDEX, JSON.stringify([...others, key]))
      } catch {
        // A full device only loses the head start.
      }
    },

    /** Nothing of the person stays. */
    forget(): void {
      for (const key of [...keys(), INDEX]) storage().removeItem(key)
    },
  }
}
