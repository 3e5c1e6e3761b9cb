import type { DayRange } from '../../src/domain/incentives/virtualTier'
import type { LeaderFacts } from '../../src/domain/settlement/leaders'
import { NO_REGION } from '../../src/domain/settlement/leaders'
import { Expected, Malformed, type Reader, readTable } from './csv'
import { day, id, instant, listOf, maybe } from './values'

/** `2014-03-01` or `2014-03-01..2014-04-05`. */
const range: Reader<DayRange> = (text) => {
  const [from = '', to = from, more] = text.split('..')
  try {
    day(from)
    day(to)
  } catch {
    throw new Expected('days such as 2014-03-01..2014-04-05')
  }
  if (more !== undefined || to < from) throw new Expected('days such as 2014-03-01..2014-04-05')
  return { from, to }
}

/** A day counts from its midnight in Shanghai. */
const approval: Reader<number> = (text) => instant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text)

/** Columns of a leaders file (docs/plan.md). */
const columns = {
  leaderId: { read: id },
  region: { read: (text: string) => text, optional: true },
  approvedAt: { read: maybe(approval), optional: true },
  mentorId: { read: maybe(id), optional: true },
  household: { read: listOf(id), optional: true },
  openDays: { read: listOf(range), optional: true },
} as const

export interface LeadersFile {
  leaders: Map<string, LeaderFacts>
  /** Buyers of each leader's household. */
  households: Map<string, ReadonlySet<string>>
}

/**
 * Reads a leaders file.
 * @throws Malformed, also on a leader who is there twice or is, over however many steps, his own mentor
 */
export function readLeaders(file: string): LeadersFile {
  const leaders = new Map<string, LeaderFacts>()
  const households = new Map<string, ReadonlySet<string>>()
  const lines = new Map<string, number>()
  for (const { line, values } of readTable(file, columns)) {
    const { leaderId, household = [], region = NO_REGION, ...rest } = values
    const before = lines.get(leaderId)
    if (before !== undefined)
      throw new Malformed(
        `${file}:${line}: leaderId: expected each leader once, found ${leaderId} as on line ${before}`,
      )
    lines.set(leaderId, line)
    leaders.set(leaderId, { leaderId, region, ...rest })
    households.set(leaderId, new Set(household))
  }
  for (const [leaderId, line] of lines) {
    const seen = new Set([leaderId])
    for (let up = leaders.get(leaderId)?.mentorId; up !== undefined; up = leaders.get(up)?.mentorId) {
      if (up === leaderId)
        throw new Malformed(
          `${file}:${line}: mentorId: expected mentors above each other, found a circle at ${leaderId}`,
        )
      if (seen.has(up)) break
      seen.add(up)
    }
  }
  return { leaders, households }
}
