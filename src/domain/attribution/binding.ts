import { momentInWords } from '../time'
import { countedOrders, fullyRefunded } from './effective'
import type { ChangeEvent } from './event'
import type { AttributionRules } from './rules'
import { type Binding, type Order, personOf, type State } from './state'

/** The binding in force. */
export function bindingOf(state: State, personId: string): Binding | undefined {
  return state.people[personId]?.bindings.at(-1)
}

/**
 * Until when a binding is protected: from its beginning, or from the last order with its leader that still counts. At
 * that very instant it no longer is. One made by hand is protected from then on, like one made by an order: who moves
 * house may still collect an order of his old group.
 */
export function protectedUntil(state: State, personId: string, rules: AttributionRules): number | undefined {
  const binding = bindingOf(state, personId)
  if (!binding) return undefined
  const last = countedOrders(state, personId, rules)
    .filter((o) => o.snapshot.leaderId === binding.leaderId)
    .at(-1)
  return Math.max(binding.since, last?.paidAt ?? binding.since) + rules.protectedMs
}

function bind(state: State, personId: string, binding: Binding, rules: AttributionRules, why: string): void {
  const person = personOf(state, personId)
  person.bindings.push(binding)
  const until = momentInWords(protectedUntil(state, personId, rules) as number)
  person.history.push(`${momentInWords(binding.since)} ${why}，归属${binding.leaderId}，保护到 ${until}`)
}

/**
 * An order has come to count: as of its payment it makes a binding, moves one that is no longer protected, or leaves it.
 * `until` is how long the binding was protected before.
 */
export function orderCounts(state: State, order: Order, until: number | undefined, rules: AttributionRules): void {
  const { personId, orderId, snapshot } = order
  const { leaderId } = snapshot
  const at = order.paidAt as number
  const person = personOf(state, personId)
  const current = bindingOf(state, personId)
  const made: Binding = { leaderId, since: at, by: 'order', orderId }
  const moment = momentInWords(at)
  if (!current) bind(state, personId, made, rules, `首笔有效订单 ${orderId}`)
  else if (current.leaderId === leaderId) {
    const extended = momentInWords(protectedUntil(state, personId, rules) as number)
    person.history.push(`${moment} 有效订单 ${orderId}，继续归属${leaderId}，保护到 ${extended}`)
  } else if (at >= (until as number))
    bind(state, personId, made, rules, `${current.leaderId}的保护期已过，有效订单 ${orderId}`)
  else
    person.history.push(
      `${moment} 有效订单 ${orderId} 在${leaderId}的团，但${current.leaderId}的保护期到 ${momentInWords(until as number)}，归属不变`,
    )
  order.boundTo = (bindingOf(state, personId) as Binding).leaderId
}

/**
 * After a refund: a binding stands while the order that made it does, or another order with that
 * leader counts; else it falls back to what it was, and where nothing was, the first order that still counts binds.
 */
export function fallBack(state: State, personId: string, at: number, rules: AttributionRules): void {
  const person = personOf(state, personId)
  const counted = countedOrders(state, personId, rules)
  const stands = ({ orderId, leaderId }: Binding) =>
    orderId === undefined ||
    !fullyRefunded(state.orders[orderId] as Order) ||
    counted.some((order) => order.snapshot.leaderId === leaderId)
  const fallen: string[] = []
  for (let top = person.bindings.at(-1); top && !stands(top); top = person.bindings.at(-1)) {
    person.bindings.pop()
    fallen.push(top.leaderId)
    person.history.push(`${momentInWords(at)} 订单 ${top.orderId} 已全额退款，不再归属${top.leaderId}`)
  }
  if (fallen.length === 0) return
  const [first] = counted
  const before = person.bindings.at(-1)
  if (before) person.history.push(`${momentInWords(at)} 恢复原来的归属：${before.leaderId}`)
  else if (first) {
    const { orderId, snapshot, paidAt } = first
    const made: Binding = { leaderId: snapshot.leaderId, since: paidAt as number, by: 'order', orderId }
    bind(state, personId, made, rules, `由余下的第一笔有效订单 ${orderId} 决定`)
  }
  const now = bindingOf(state, personId)?.leaderId
  for (const order of counted) if (fallen.includes(order.boundTo as string)) order.boundTo = now
}

/** A change by hand: himself once in a while, operations at any time with a reason; what is refused says why. */
export function change(state: State, event: ChangeEvent, rules: AttributionRules): void {
  const { personId, leaderId, by, reason, at } = event
  const person = personOf(state, personId)
  const moment = momentInWords(at)
  const again = (person.changedAt ?? Number.NEGATIVE_INFINITY) + rules.changeMs
  if (bindingOf(state, personId)?.leaderId === leaderId) person.history.push(`${moment} 已经归属${leaderId}，不用更换`)
  else if (by === 'operations' && !reason?.trim()) person.history.push(`${moment} 运营更换没有写明原因，未更换`)
  else if (by === 'self' && at < again)
    person.history.push(`${moment} 自己更换团长 30 天内只有一次，${momentInWords(again)} 起可再换，未更换`)
  else {
    if (by === 'self') person.changedAt = at
    bind(state, personId, { leaderId, since: at, by }, rules, by === 'self' ? '自己更换团长' : `运营更换（${reason}）`)
  }
}
