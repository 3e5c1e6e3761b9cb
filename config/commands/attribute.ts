import { attribute, ContradictoryEvent } from '../../src/domain/attribution/attribute'
import type { Event } from '../../src/domain/attribution/event'
import { type OrderResult, orderResult, type PersonResult, personResult } from '../../src/domain/attribution/result'
import { eventSchema } from '../../src/domain/attribution/schema'
import type { State } from '../../src/domain/attribution/state'
import { instantText } from '../../src/domain/instant'
import { checked } from './checked'
import { columns } from './columns'
import { type Located, MalformedInput, readJson } from './json'
import { fileOption, type Outcome, outcome, readInput } from './options'

export const ATTRIBUTE_USAGE = 'npm run attribute -- --events FILE.jsonl [--json]'

/** `npm run attribute`: who belongs to whom, and why, from the events of a file (docs/attribution.md). */
export function attributeCommand(args: readonly string[], cwd: string): Outcome {
  return outcome(ATTRIBUTE_USAGE, () => {
    const { file, json } = fileOption('events', args)
    const read = readEvents(readInput(file, cwd), file)
    const state = attributed(read)
    const people = Object.keys(state.people)
      .sort()
      .map((id) => personResult(state, id))
    const orders = Object.values(state.orders)
      .map((order) => orderResult(order))
      .sort((a, b) => a.placedAt - b.placedAt || (a.orderId < b.orderId ? -1 : 1))
    return json ? asJson(people, orders) : asText(people, orders)
  })
}

interface ReadEvent {
  event: Event
  located: Located
}

/** Every line is checked before anything is worked out; an empty line is none. */
function readEvents(text: string, file: string): ReadEvent[] {
  const read: ReadEvent[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const located = readJson(line, file, i + 1)
    read.push({ event: checked(located, eventSchema), located })
  }
  return read
}

function attributed(read: readonly ReadEvent[]): State {
  try {
    return attribute(read.map(({ event }) => event))
  } catch (error) {
    if (!(error instanceof ContradictoryEvent)) throw error
    const at = read.find(({ event }) => event === error.event)
    throw new MalformedInput(`${at?.located.where([])}: ${error.message}`)
  }
}

const text = (at: number | null) => (at === null ? null : instantText(at))

/** One line an order, then one a person, then their numbers. */
function asJson(people: PersonResult[], orders: OrderResult[]): string {
  const lines = [
    ...orders.map((o) => ({
      kind: 'order',
      ...o,
      placedAt: text(o.placedAt),
      paidAt: text(o.paidAt),
      protectedUntil: text(o.protectedUntil),
    })),
    ...people.map((p) => ({
      kind: 'person',
      ...p,
      since: text(p.since),
      protectedUntil: text(p.protectedUntil),
      newCustomer: p.newCustomer && { ...p.newCustomer, at: text(p.newCustomer.at) },
    })),
    { total: true, orders: orders.length, people: people.length },
  ]
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

const bySaid = { order: '下单', self: '自己更换', operations: '运营更换', touch: '触达' }

function asText(people: PersonResult[], orders: OrderResult[]): string {
  const day = (at: number | null) => text(at)?.slice(0, 16).replace('T', ' ') ?? '—'
  const ofOrders = columns([
    ['订单', '下单人', '业绩', '下单时归属', '渠道', '海报', '邀请人', '有效'],
    ...orders.map((o) => [
      o.orderId,
      o.personId,
      o.leaderId,
      ...[o.boundTo, o.channel, o.poster, o.inviterId].map((value) => value ?? '—'),
      o.effective ? '是' : '否',
    ]),
  ])
  const ofPeople = columns([
    ['居民', '归属', '依据', '保护到', '邀请人', '新客首单'],
    ...people.map((p) => [
      p.personId,
      p.leaderId ?? '—',
      p.by ? bySaid[p.by] : '—',
      day(p.protectedUntil),
      p.inviterId ?? '—',
      p.newCustomer?.orderId ?? '—',
    ]),
  ])
  const why = [...orders.map((o) => [`订单 ${o.orderId}`, ...o.why]), ...people.map((p) => [p.personId, ...p.why])]
  return [ofOrders, ofPeople, ...why.map(([title, ...said]) => [title, ...said.map((s) => `  ${s}`)].join('\n'))].join(
    '\n\n',
  )
}
