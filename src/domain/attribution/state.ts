import type { TouchEvent } from './event'
import type { Exclusion } from './exclusion'

/** Why a resident belongs to a leader, and since when. The last of a person's is in force; those below it may come back. */
export interface Binding {
  leaderId: string
  since: number
  by: 'order' | 'self' | 'operations'
  /** The order that made it. */
  orderId?: string
}

export interface Person {
  phones: string[]
  devices: string[]
  household?: string
  registeredAt?: number
  inviterId?: string
  touches: TouchEvent[]
  bindings: Binding[]
  /** When he last changed leader himself. */
  changedAt?: number
  orderIds: string[]
  /** What became of his binding and why, in words, oldest first. */
  history: string[]
}

/** What is written into an order when it is placed; nothing that happens later alters it. */
export interface Snapshot {
  /** Commission, targets and progress are his: the leader of the group. */
  leaderId: string
  /** Whom the buyer was bound to, and until when that was protected. */
  boundTo: string | null
  protectedUntil: number | null
  inviterId: string | null
  /** Of the last touch that counts. */
  via: 'link' | 'poster' | null
  sharerId: string | null
  channel: string | null
  poster: string | null
  scene: string | null
  /** Why the order never counts for the leader. */
  exclusion: Exclusion | null
  /** All of it in words. */
  why: string[]
}

export interface Order {
  orderId: string
  personId: string
  placedAt: number
  snapshot: Snapshot
  paidAt?: number
  /** Paid for goods. */
  paidFen?: number
  /** By refund id, fen. */
  refunds: Record<string, number>
  /** Whether a risk flag is open. */
  risk: boolean
  /** Whom the buyer was bound to once it counted. */
  boundTo?: string
}

/** Everything attribution remembers: plain data, to be kept and gone on from. */
export interface State {
  /** Of the last event. */
  at: number
  /** Person behind a leader. */
  leaders: Record<string, string>
  people: Record<string, Person>
  orders: Record<string, Order>
}

/** A record by ids, which may be any text: nothing is found under `constructor` before it is put there. */
export function byId<T>(entries: Readonly<Record<string, T>> = {}): Record<string, T> {
  return Object.assign(Object.create(null), entries)
}

export const emptyState: State = { at: Number.MIN_SAFE_INTEGER, leaders: byId(), people: byId(), orders: byId() }

/** A state of its own, to be changed without changing `from`. */
export function copyOf(from: State): State {
  const { at, leaders, people, orders } = JSON.parse(JSON.stringify(from)) as State
  for (const order of Object.values(orders)) order.refunds = byId(order.refunds)
  return { at, leaders: byId(leaders), people: byId(people), orders: byId(orders) }
}

/** A person, made when first heard of. */
export function personOf(state: State, personId: string): Person {
  state.people[personId] ??= { phones: [], devices: [], touches: [], bindings: [], orderIds: [], history: [] }
  return state.people[personId] as Person
}

/** The person behind a leader: himself where nobody else was approved under that id. */
export function personBehind(state: State, leaderId: string): string {
  return state.leaders[leaderId] ?? leaderId
}
