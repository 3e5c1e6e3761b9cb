import type { Faults } from './faults'
import type { Point } from './types'

/** How a notice went: accepted when there is no error. `lateMs`: it has not set out yet and will only then. */
export interface Delivery {
  error?: string
  lateMs?: number
}

/**
 * Delivers a notice as the faults will have it.
 * @param tell calls the function once; resolves with what is wrong about its answer, or undefined
 */
export async function deliverNotice(
  faults: Faults,
  point: Point,
  tell: () => Promise<string | undefined>,
): Promise<Delivery> {
  const [fault] = faults.active ? faults.meet(point) : []
  if (fault?.kind === 'dropRequest') return { error: 'lost on the way' }
  if (fault?.kind === 'late') return { lateMs: fault.amount ?? 0 }
  const copies = fault?.kind === 'duplicate' ? (fault.amount ?? 1) : 0
  const told = [tell()]
  for (let i = 0; i < copies; i++) {
    if (!fault?.together) await told.at(-1)
    told.push(tell())
  }
  const [error] = await Promise.all(told)
  if (fault?.kind === 'dropReply') return { error: 'the answer was lost on the way' }
  return error === undefined ? {} : { error }
}
