import { periodOf, periodStart } from '../period'
import type { Plan } from './plan'

/** One version of the plan. It is in force from `from` (ms, the start of a month) until the next one begins. */
export interface PlanVersion {
  version: string
  from: number
  rules: Plan
}

/** A version that must not be written; `message` says why. */
export class PlanRefused extends Error {
  override name = 'PlanRefused'
}

/** The version in force at an instant; undefined before the first. */
export function versionAt<V extends { from: number }>(versions: readonly V[], at: number): V | undefined {
  let found: V | undefined
  for (const version of versions)
    if (version.from <= at && (found === undefined || version.from > found.from)) found = version
  return found
}

/**
 * Adds a version, or replaces one that is not yet in force, and returns all of them by their beginning. A plan in force
 * never changes, and a new one begins with a month that has not begun (incentives.md).
 * @throws PlanRefused
 */
export function publish(versions: readonly PlanVersion[], draft: PlanVersion, now: number): PlanVersion[] {
  if (draft.from !== periodStart(periodOf(draft.from)))
    throw new PlanRefused(`version ${draft.version} must begin with a month`)
  const same = versions.find((known) => known.version === draft.version)
  if (same && same.from <= now) throw new PlanRefused(`version ${draft.version} is in force and never changes`)
  if (draft.from <= now) throw new PlanRefused(`version ${draft.version} must begin with a month still to come`)
  const others = versions.filter((known) => known !== same)
  if (others.some((known) => known.from === draft.from))
    throw new PlanRefused(`another version begins with ${periodOf(draft.from)} already`)
  return [...others, draft].sort((a, b) => a.from - b.from)
}
