import { momentInWords } from '../time'
import type { TouchEvent } from './event'
import { exclusionOf } from './exclusion'
import { personBehind, type State } from './state'

/** What was found when looking back for a touch: the last that counts, and why later ones do not. */
export interface Found {
  touch?: TouchEvent
  passedOver: string[]
}

/** `11月1日 10:00 小李的海报` */
export function touchInWords({ at, sharerId, via }: TouchEvent): string {
  return `${momentInWords(at)} ${sharerId}的${via === 'poster' ? '海报' : '链接'}`
}

/**
 * The last touch of a person at or after `from` that counts; his own, his household's and those of the same phone or
 * device are passed over, and what `not` says something against. Of two in one instant the later in order.
 */
export function lastTouch(
  state: State,
  personId: string,
  from: number,
  not: (touch: TouchEvent) => string | undefined = () => undefined,
): Found {
  const passedOver: string[] = []
  for (const touch of [...(state.people[personId]?.touches ?? [])].reverse()) {
    if (touch.at < from) break
    const against = exclusionOf(state, personId, touch.sharerId)?.text ?? not(touch)
    if (against === undefined) return { touch, passedOver }
    passedOver.push(`${touchInWords(touch)}不算：${against}`)
  }
  return { passedOver }
}

/** A leader's own link is no invitation: what it brings counts for him as new customers already. */
export function leadersOwn(state: State, { sharerId, leaderId }: TouchEvent): boolean {
  if (leaderId !== undefined) return personBehind(state, leaderId) === sharerId
  return Object.values(state.leaders).includes(sharerId)
}
