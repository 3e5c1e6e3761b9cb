import type { Event } from '../../../src/domain/attribution/event'
import type { LeaderDoc, UserDoc } from '../collections'

/** Known before anything happens. */
const ALWAYS = 0

/**
 * Who people are to each other, as far as we know: leaders, households (kept with the leader), phones. Devices are not
 * collected.
 */
export function knownPeople(leaders: readonly LeaderDoc[], users: readonly UserDoc[]): Event[] {
  return [
    ...leaders.flatMap(({ _id: leaderId, owner, household }): Event[] => [
      { type: 'leader', at: ALWAYS, leaderId, personId: owner },
      ...(household.length ? [owner, ...household] : []).map((personId): Event => {
        return { type: 'profile', at: ALWAYS, personId, household: leaderId }
      }),
    ]),
    ...users.flatMap(({ _id: personId, phone }): Event[] =>
      phone ? [{ type: 'profile', at: ALWAYS, personId, phone }] : [],
    ),
  ]
}
