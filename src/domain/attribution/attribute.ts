import { atLeast } from '../integer'
import { momentInWords } from '../time'
import { change, fallBack, orderCounts, protectedUntil } from './binding'
import { counts, refundedFen } from './effective'
import { type Event, inOrder, type RegisterEvent } from './event'
import { type AttributionRules, attributionRules } from './rules'
import { snapshotOf } from './snapshot'
import { byId, copyOf, emptyState, type Order, personOf, type State } from './state'
import { lastTouch, leadersOwn, touchInWords } from './touches'

/** An event that contradicts those before it; `event` is the one. */
export class ContradictoryEvent extends Error {
  override name = 'ContradictoryEvent'
  constructor(
    message: string,
    readonly event: Event,
  ) {
    super(message)
  }
}

/**
 * Folds events into a state (incentives.md, "Who earns what"): the same result whatever order they come in and however
 * they are cut into portions, as long as no portion reaches back before the end of the one before. What comes late (a
 * payment's callback) is folded again with all events of that person. A repeated event changes nothing.
 * @throws ContradictoryEvent when an event is older than the state, or is about an order that is not known or another
 */
export function attribute(
  events: readonly Event[],
  from: State = emptyState,
  rules: AttributionRules = attributionRules,
): State {
  const state = copyOf(from)
  for (const event of inOrder(events)) {
    if (event.at < state.at) throw new ContradictoryEvent('older than what has been attributed already', event)
    state.at = event.at
    apply(state, event, rules)
  }
  return state
}

function apply(state: State, event: Event, rules: AttributionRules): void {
  switch (event.type) {
    case 'leader':
      state.leaders[event.leaderId] = event.personId
      break
    case 'profile':
      learn(state, event)
      break
    case 'touch':
      learn(state, { personId: event.personId, device: event.device })
      personOf(state, event.personId).touches.push(event)
      break
    case 'register':
      register(state, event, rules)
      break
    case 'change':
      change(state, event, rules)
      break
    case 'order':
      place(state, event, rules)
      break
    default:
      settle(state, event, rules)
  }
}

function learn(state: State, known: { personId: string; phone?: string; device?: string; household?: string }): void {
  const person = personOf(state, known.personId)
  if (known.phone !== undefined && !person.phones.includes(known.phone)) person.phones.push(known.phone)
  if (known.device !== undefined && !person.devices.includes(known.device)) person.devices.push(known.device)
  if (known.household !== undefined) person.household = known.household
}

/** Fixes the inviter: the resident whose link or poster was touched last within the window; once and for all. */
function register(state: State, event: RegisterEvent, rules: AttributionRules): void {
  learn(state, event)
  const person = personOf(state, event.personId)
  if (person.registeredAt !== undefined) return
  person.registeredAt = event.at
  const notInvited = (touch: Parameters<typeof leadersOwn>[1]) =>
    leadersOwn(state, touch) ? '团长自己的链接不算邀请' : undefined
  const { touch, passedOver } = lastTouch(state, event.personId, event.at - rules.inviteMs, notInvited)
  if (touch) person.inviterId = touch.sharerId
  const found = touch ? `邀请人${touch.sharerId}：${touchInWords(touch)}` : '注册前 7 天内没有可计的邀请'
  person.history.push([`${momentInWords(event.at)} 注册，${found}`, ...passedOver].join('；'))
}

function place(state: State, event: Extract<Event, { type: 'order' }>, rules: AttributionRules): void {
  const { orderId, personId, leaderId, at } = event
  const known = state.orders[orderId]
  if (known) {
    if (known.personId === personId && known.snapshot.leaderId === leaderId && known.placedAt === at) return
    throw new ContradictoryEvent(`another order has the id ${orderId}`, event)
  }
  const snapshot = snapshotOf(state, event, rules)
  state.orders[orderId] = { orderId, personId, placedAt: at, snapshot, refunds: byId(), risk: false }
  personOf(state, personId).orderIds.push(orderId)
}

type Settling = Extract<Event, { type: 'paid' | 'refund' | 'risk' }>

/** Payment, refund, risk: what makes an order count, or no longer. It decides about a binding once, as of its payment. */
function settle(state: State, event: Settling, rules: AttributionRules): void {
  const order = state.orders[event.orderId]
  if (!order) throw new ContradictoryEvent(`there is no order ${event.orderId} before it`, event)
  const until = protectedUntil(state, order.personId, rules)
  record(order, event)
  if (order.boundTo === undefined && counts(order, rules)) orderCounts(state, order, until, rules)
  if (event.type === 'refund') fallBack(state, order.personId, event.at, rules)
}

function record(order: Order, event: Settling): void {
  if (event.type === 'risk') order.risk = event.open
  else if (event.type === 'paid') {
    order.paidAt ??= event.at
    order.paidFen ??= atLeast(0, event.goodsFen, 'paid')
    repeats(event, order.paidFen)
  } else {
    const { refundId, goodsFen } = event
    order.refunds[refundId] ??= atLeast(1, goodsFen, 'refund')
    repeats(event, order.refunds[refundId])
    const paidFen = order.paidFen ?? 0
    if (refundedFen(order) > paidFen)
      throw new ContradictoryEvent(`more is refunded than the ${paidFen} fen that were paid`, event)
  }
}

/** Who tells of the same payment or refund again must say the same. */
function repeats(event: Extract<Settling, { goodsFen: number }>, knownFen: number): void {
  if (event.goodsFen !== knownFen) throw new ContradictoryEvent(`the same was of ${knownFen} fen before`, event)
}
