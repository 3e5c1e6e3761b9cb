import type { Faults } from '../faults/faults'
import { HttpError } from '../server/http'

/**
 * `{rules?, seed?, rates?}` adds faults; `{clear: true}` or `{clear: id}` takes back those there were. All of it or
 * nothing.
 */
export function changeFaults(faults: Faults, { clear, ...plan }: Record<string, unknown>) {
  if (clear !== undefined && clear !== true && typeof clear !== 'number') {
    throw new HttpError(400, { error: 'clear must be true or the id of a rule' })
  }
  const before = faults.list().map(({ id }) => id)
  try {
    const added = faults.load(plan)
    for (const id of before) if (clear === true || clear === id) faults.clear(id)
    return { added, rules: faults.list() }
  } catch (error) {
    throw new HttpError(400, { error: (error as Error).message })
  }
}
