import { byText } from '../text'

/**
 * What attribution is made from, as it happened: `at` in ms, ids of whatever names people, leaders and orders. Phones and
 * devices are compared for being the same and for nothing else; a hash of them will do.
 */
export type Event =
  | LeaderEvent
  | ProfileEvent
  | TouchEvent
  | RegisterEvent
  | ChangeEvent
  | OrderEvent
  | PaidEvent
  | RefundEvent
  | RiskEvent

interface Identity {
  phone?: string
  device?: string
  household?: string
}

/** A person is approved as a leader. A leader nobody approved is taken to be the person of the same id. */
export interface LeaderEvent {
  type: 'leader'
  at: number
  leaderId: string
  personId: string
}

/** Something is learnt about a person; what was known before stays known. */
export interface ProfileEvent extends Identity {
  type: 'profile'
  at: number
  personId: string
}

/** Somebody opened a link or scanned a poster that `sharerId` gave out. */
export interface TouchEvent {
  type: 'touch'
  at: number
  personId: string
  sharerId: string
  via: 'link' | 'poster'
  /** Leader of the group it leads to. */
  leaderId?: string
  channel?: string
  /** Variant of the poster. */
  poster?: string
  /** Scene the platform opened it in, or the short code scanned. */
  scene?: string
  device?: string
}

/** A person registers with a phone number; once. */
export interface RegisterEvent extends Identity {
  type: 'register'
  at: number
  personId: string
}

/** A person moves to another leader by hand. */
export interface ChangeEvent {
  type: 'change'
  at: number
  personId: string
  leaderId: string
  by: 'self' | 'operations'
  reason?: string
}

/** An order is placed in a leader's group. */
export interface OrderEvent {
  type: 'order'
  at: number
  orderId: string
  personId: string
  leaderId: string
}

/** It is paid; `at` is the payment's success time. */
export interface PaidEvent {
  type: 'paid'
  at: number
  orderId: string
  /** For goods, without delivery. */
  goodsFen: number
}

export interface RefundEvent {
  type: 'refund'
  at: number
  orderId: string
  refundId: string
  goodsFen: number
}

/** A risk flag is raised on an order, or lifted. */
export interface RiskEvent {
  type: 'risk'
  at: number
  orderId: string
  open: boolean
}

/** Within one instant: first what is known of people, then what they do, then what becomes of orders. */
const ranks: Record<Event['type'], number> = {
  leader: 0,
  profile: 1,
  touch: 2,
  register: 3,
  change: 4,
  order: 5,
  paid: 6,
  refund: 7,
  risk: 8,
}

/** Events in the one order they count in, whatever order they came in. */
export function inOrder(events: readonly Event[]): Event[] {
  const keyed = events.map((event) => ({ event, key: keyOf(event) }))
  keyed.sort((a, b) => {
    const order = a.event.at - b.event.at || ranks[a.event.type] - ranks[b.event.type]
    return order || byText(a.key, b.key)
  })
  return keyed.map(({ event }) => event)
}

/** All of an event as text, whatever the order of its fields. */
function keyOf(event: Event): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => byText(a, b)))
}
