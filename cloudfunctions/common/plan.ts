import { defaultPlan, type Plan } from '../../src/domain/plan'
import { _ } from './cloud'
import { find } from './db'

const TTL_MS = 60_000
let cached: { plan: Plan; at: number } | undefined

/**
 * The plan in force at an instant: the newest that began before it. Plans are immutable and start at a month, so an
 * instance may remember the one it read for a minute. Without any plan the defaults of the rules hold.
 */
export async function planAt(at: number): Promise<Plan> {
  if (cached && Math.abs(at - cached.at) < TTL_MS) return cached.plan
  const [newest] = await find('plans', { from: _.lte(at) }, { orderBy: ['from', 'desc'], limit: 1 })
  cached = { plan: newest?.rules ?? defaultPlan, at }
  return cached.plan
}
