import { momentInWords } from '../time'
import { bindingOf, protectedUntil } from './binding'
import { countedOrders, counts, fullyRefunded, refundedFen } from './effective'
import { type AttributionRules, attributionRules } from './rules'
import type { Order, Snapshot, State } from './state'
import { lastTouch, touchInWords } from './touches'

export interface PersonResult {
  personId: string
  /** Whom he belongs to; without a binding the leader of the last touch that counts. */
  leaderId: string | null
  /** Why; `touch` holds until there is a binding and earns nobody anything. */
  by: 'order' | 'self' | 'operations' | 'touch' | null
  since: number | null
  protectedUntil: number | null
  inviterId: string | null
  /** The first order that counts: he is that leader's new customer from when it was paid, and his inviter's. */
  newCustomer: { orderId: string; at: number; leaderId: string | null } | null
  why: string[]
}

/** What a person's events came to. */
export function personResult(state: State, personId: string, rules: AttributionRules = attributionRules): PersonResult {
  const person = state.people[personId]
  const binding = bindingOf(state, personId)
  const [first] = countedOrders(state, personId, rules)
  const last = lastTouch(state, personId, Number.MIN_SAFE_INTEGER, withoutLeader).touch
  const touch = binding ? undefined : last
  const why = [...(person?.history ?? [])]
  if (touch) why.push(`还没有有效订单，暂按最后一次触达归${touch.leaderId}：${touchInWords(touch)}`)
  else if (!binding) why.push('还没有有效订单，也没有可计的触达')
  if (first) {
    const leaderId = first.boundTo
    why.push(`首笔有效订单 ${first.orderId}（${momentInWords(first.paidAt as number)} 付款），计为${leaderId}的新客`)
    if (person?.inviterId) why.push(`邀请人${person.inviterId}的邀请达成：首笔有效订单 ${first.orderId}`)
  }
  return {
    personId,
    leaderId: binding?.leaderId ?? touch?.leaderId ?? null,
    by: binding?.by ?? (touch ? 'touch' : null),
    since: binding?.since ?? touch?.at ?? null,
    protectedUntil: protectedUntil(state, personId, rules) ?? null,
    inviterId: person?.inviterId ?? null,
    newCustomer: first ? { orderId: first.orderId, at: first.paidAt as number, leaderId: first.boundTo ?? null } : null,
    why,
  }
}

const withoutLeader = ({ leaderId }: { leaderId?: string }) => (leaderId === undefined ? '没有指向哪个团' : undefined)

export interface OrderResult extends Snapshot {
  orderId: string
  personId: string
  placedAt: number
  paidAt: number | null
  netFen: number
  /** Whether it counts, by what is known now. */
  effective: boolean
}

/** What became of an order: its snapshot as it was placed, and whether it counts now. */
export function orderResult(order: Order, rules: AttributionRules = attributionRules): OrderResult {
  const { orderId, personId, placedAt, snapshot, paidAt, paidFen = 0 } = order
  const effective = counts(order, rules)
  const why = [...snapshot.why, effective ? '是有效订单' : `不是有效订单：${whyNot(order)}`]
  return {
    orderId,
    personId,
    placedAt,
    paidAt: paidAt ?? null,
    netFen: paidFen - refundedFen(order),
    effective,
    ...snapshot,
    why,
  }
}

function whyNot(order: Order): string {
  if (order.paidAt === undefined) return '还没有付款'
  if (order.snapshot.exclusion) return `下单人${order.snapshot.exclusion.text}`
  if (order.risk) return '有风险标记待核实'
  return fullyRefunded(order) ? '已全额退款' : '商品实付不到最低金额'
}
