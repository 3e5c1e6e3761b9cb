import type { Person, State } from './state'

/** Why one person's doing never counts for another (incentives.md: yourself, your household, the same phone or device). */
export interface Exclusion {
  code: 'self' | 'household' | 'phone' | 'device'
  text: string
}

const nobody: Pick<Person, 'phones' | 'devices' | 'household'> = { phones: [], devices: [] }
const common = (a: readonly string[], b: readonly string[]) => a.some((one) => b.includes(one))

/** Whether what `personId` does can count for `otherId`, by what is known of both now. */
export function exclusionOf(state: State, personId: string, otherId: string): Exclusion | undefined {
  if (personId === otherId) return { code: 'self', text: '是本人' }
  const [person, other] = [state.people[personId] ?? nobody, state.people[otherId] ?? nobody]
  if (person.household !== undefined && person.household === other.household)
    return { code: 'household', text: `与${otherId}是一家人` }
  if (common(person.phones, other.phones)) return { code: 'phone', text: `与${otherId}是同一个手机号` }
  if (common(person.devices, other.devices)) return { code: 'device', text: `与${otherId}用同一台设备` }
  return undefined
}
