import type { DayRange } from '../incentives/virtualTier'

/** What the rules must know of a leader besides his orders. */
export interface LeaderFacts {
  leaderId: string
  /** Benchmarks and dynamic thresholds are of a region. */
  region: string
  /** When he was approved, ms; unknown for those of old, who get no new leader's reward. */
  approvedAt?: number
  mentorId?: string
  /** Days on which somebody else opened his link. */
  openDays?: readonly DayRange[]
}

/** All leaders by id; who is not in it is an old leader of the region without a name. */
export type Leaders = ReadonlyMap<string, LeaderFacts>

export const NO_REGION = ''

export function regionOf(leaderId: string, leaders: Leaders): string {
  return leaders.get(leaderId)?.region ?? NO_REGION
}

/** Direct mentees by mentor. */
export function menteesByMentor(leaders: Leaders): Map<string, string[]> {
  const result = new Map<string, string[]>()
  for (const { leaderId, mentorId } of leaders.values()) {
    if (mentorId === undefined) continue
    const list = result.get(mentorId)
    if (list) list.push(leaderId)
    else result.set(mentorId, [leaderId])
  }
  return result
}
