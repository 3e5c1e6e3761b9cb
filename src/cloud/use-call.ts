import { useQuery } from '@tanstack/react-query'
import { cloud } from '@/cloud'
import { clockOffset } from './clock'
import { FRESH_MS } from './query'
import { createSeen } from './seen'
import type { ActionName, InputOf, OutputOf } from './types'

export const seen = createSeen(() => cloud.storage)

export interface CallOptions<A extends ActionName> {
  enabled?: boolean
  /** Poll, in ms; may depend on the last answer. */
  refetchInterval?: number | false | ((answer: { state: { data: Answer<A> | undefined } }) => number | false)
}

/** What an action gave, with `clockOffset` (ms): add it to this device's clock to have the cloud's. */
export type Answer<A extends ActionName> = OutputOf<A> & { clockOffset: number }

/** The key under which an action's answer is remembered; without input, of all its answers. */
export const callKey = (action: ActionName, input?: unknown) => (input === undefined ? [action] : [action, input])

/**
 * Reads an action and remembers the answer; a failed reading after a good one keeps the good one beside `error`. First
 * screens begin with what this device saw last, which is read anew at once.
 */
export function useCall<A extends ActionName>(action: A, input: InputOf<A>, options: CallOptions<A> = {}) {
  return useQuery<Answer<A>>({
    queryKey: callKey(action, input),
    queryFn: async () => {
      const output = await cloud.call(action, input)
      seen.remember(action, input, output)
      return { ...output, clockOffset: clockOffset() }
    },
    initialData: () => {
      const before = seen.recall<OutputOf<A>>(action, input)
      return before && ({ ...before.data, clockOffset: before.clockOffset ?? 0 } as Answer<A>)
    },
    // Old, also where the phone's clock was put back since.
    initialDataUpdatedAt: () => Math.min(seen.recall(action, input)?.at ?? 0, Date.now() - FRESH_MS),
    ...options,
  })
}
