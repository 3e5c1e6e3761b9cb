import { defaultPlan, type Plan } from '../../src/domain/plan/plan'
import { versionAt } from '../../src/domain/plan/versions'
import type { PlanDoc } from './collections'
import { find } from './db'

const TTL_MS = 60_000
let kept: { plans: PlanDoc[]; at: number } | undefined

/** The plan in force at an instant. */
export type PlanAt = (at: number) => Plan

/**
 * All plans, to be asked by instant: an order is governed by the plan of its payment, whenever its refund or completion
 * comes. Plans are immutable and published before they begin, so an instance may remember them for a minute. Before the
 * first plan the defaults of the rules hold.
 */
export async function planBook(now: number): Promise<PlanAt> {
  if (!kept || Math.abs(now - kept.at) > TTL_MS) kept = { plans: await find('plans', {}), at: now }
  const { plans } = kept
  return (at) => versionAt(plans, at)?.rules ?? defaultPlan
}
