import fc from 'fast-check'
import { attribute, ContradictoryEvent } from './attribute'
import { type Event, inOrder } from './event'
import { exclusionOf } from './exclusion'
import { orderResult, personResult } from './result'
import { attributionRules } from './rules'
import { emptyState, type State } from './state'

const hour = 3_600_000
const people = ['p1', 'p2', 'l1', 'l2']
const leaders = ['l1', 'l2']

/** A life of a few people: orders have ids of their own, and what becomes of them comes after them. */
const lives: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      // Few instants, so that many events share one.
      at: fc.nat(60).map((n) => n * 24 * hour),
      kind: fc.constantFrom('touch', 'register', 'profile', 'change', 'order', 'order', 'order', 'leader'),
      personId: fc.constantFrom(...people),
      otherId: fc.constantFrom(...people),
      leaderId: fc.constantFrom(...leaders),
      mark: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
      fen: fc.constantFrom(400, 500, 2000),
      paidAfter: fc.option(fc.nat(40), { nil: undefined }),
      refunds: fc.array(fc.record({ after: fc.integer({ min: 41, max: 80 }), part: fc.constantFrom(1, 2) }), {
        maxLength: 2,
      }),
      flagged: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((all) =>
    all.flatMap(({ at, kind, personId, otherId, leaderId, mark, fen, paidAfter, refunds, flagged }, i): Event[] => {
      if (kind === 'touch')
        return [{ type: 'touch', at, personId, sharerId: otherId, via: 'link', leaderId, device: mark, channel: mark }]
      if (kind === 'register') return [{ type: 'register', at, personId, phone: mark }]
      if (kind === 'profile') return [{ type: 'profile', at, personId, household: mark }]
      if (kind === 'change')
        return [{ type: 'change', at, personId, leaderId, by: mark ? 'operations' : 'self', reason: mark }]
      if (kind === 'leader') return [{ type: 'leader', at, leaderId, personId: otherId }]
      const orderId = `o${i}`
      const order: Event = { type: 'order', at, orderId, personId, leaderId }
      if (paidAfter === undefined) return [order]
      const paid: Event = { type: 'paid', at: at + paidAfter * 24 * hour, orderId, goodsFen: fen }
      const back = refunds.map(({ after, part }, k): Event => {
        const share = part === 1 && refunds.length === 1 ? fen : fen / 2
        return { type: 'refund', at: at + after * 24 * hour, orderId, refundId: `r${k}`, goodsFen: share }
      })
      const risk: Event[] = flagged
        ? [true, false].map((open, k) => ({ type: 'risk', at: paid.at + k * hour, orderId, open }))
        : []
      return [order, paid, ...risk, ...back]
    }),
  )

const everything = (state: State) => ({
  people: Object.keys(state.people).map((id) => personResult(state, id)),
  orders: Object.values(state.orders).map((order) => orderResult(order)),
})

test('is the same however the events are cut and in whatever order they come', () => {
  fc.assert(
    fc.property(lives, fc.array(fc.nat(60)), fc.func(fc.integer()), (events, cuts, shuffle) => {
      const whole = attribute(events)
      const sorted = inOrder(events)
      const places = [0, ...cuts.map((c) => c % (events.length + 1)).sort((a, b) => a - b), events.length]
      let state = emptyState
      for (const [i, from] of places.entries()) {
        const portion = sorted.slice(from, places[i + 1] ?? events.length)
        state = attribute(
          portion
            .map((event) => ({ event, key: shuffle(event) }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event),
          JSON.parse(JSON.stringify(state)),
        )
      }
      expect(state).toEqual(whole)
    }),
    { numRuns: 300 },
  )
})

test('a repeated event changes nothing', () => {
  fc.assert(
    fc.property(lives, (events) => {
      // A binding that exists already is named when it is asked for again; that is all that a repetition adds.
      const plain = (state: State) =>
        JSON.parse(JSON.stringify(everything(state), (key, value) => (key === 'why' ? undefined : value)))
      const again = attribute([...events, ...events.filter(({ type }) => type !== 'touch')])
      expect(plain(again)).toEqual(plain(attribute(events)))
    }),
  )
})

test('what happens later never alters the snapshot of an order', () => {
  fc.assert(
    fc.property(lives, fc.nat(140), (events, day) => {
      const early = attribute(events.filter((event) => event.at < day * 24 * hour))
      const late = attribute(events)
      for (const order of Object.values(early.orders))
        expect(late.orders[order.orderId]?.snapshot).toEqual(order.snapshot)
      for (const [id, person] of Object.entries(early.people))
        if (person.registeredAt !== undefined) expect(late.people[id]?.inviterId).toBe(person.inviterId)
    }),
  )
})

test('who is bound by an order has one with that leader that was not fully refunded', () => {
  fc.assert(
    fc.property(lives, (events) => {
      const state = attribute(events)
      const { people: results, orders } = everything(state)
      for (const person of results) {
        const own = orders.filter(({ personId }) => personId === person.personId)
        if (person.by === 'order')
          expect(own.some((o) => o.leaderId === person.leaderId && o.netFen > 0 && !o.exclusion)).toBe(true)
        const counted = own.filter(({ effective }) => effective)
        expect(person.newCustomer === null).toBe(counted.length === 0)
        if (counted.length) expect(['order', 'self', 'operations']).toContain(person.by)
        if (person.protectedUntil !== null)
          expect(person.protectedUntil).toBeGreaterThanOrEqual((person.since as number) + attributionRules.protectedMs)
        expect(person.inviterId).not.toBe(person.personId)
      }
    }),
  )
})

test('the state that was handed in is left as it was', () => {
  const first = attribute([{ type: 'register', at: 1, personId: 'p' }])
  const kept = JSON.stringify(first)
  attribute([{ type: 'profile', at: 2, personId: 'p', phone: '1' }], first)
  expect(JSON.stringify(first)).toBe(kept)
  expect(emptyState.people).toEqual({})
})

const order: Event = { type: 'order', at: 5, orderId: 'o', personId: 'p', leaderId: 'l' }
test.each<[string, Event[], string]>([
  ['a payment of no order', [{ type: 'paid', at: 1, orderId: 'o', goodsFen: 1 }], 'there is no order o before it'],
  [
    'a payment before its order',
    [order, { type: 'paid', at: 4, orderId: 'o', goodsFen: 1 }],
    'there is no order o before it',
  ],
  ['an id of another order', [order, { ...order, personId: 'q' }], 'another order has the id o'],
  ['an id of an order elsewhere', [order, { ...order, leaderId: 'm' }], 'another order has the id o'],
  ['an id of a later order', [order, { ...order, at: 6 }], 'another order has the id o'],
  [
    'more back than was paid',
    [
      order,
      { type: 'paid', at: 5, orderId: 'o', goodsFen: 10 },
      { type: 'refund', at: 6, orderId: 'o', refundId: 'a', goodsFen: 10 },
      { type: 'refund', at: 7, orderId: 'o', refundId: 'b', goodsFen: 1 },
    ],
    'more is refunded than the 10 fen that were paid',
  ],
  [
    'back before it was paid',
    [order, { type: 'refund', at: 6, orderId: 'o', refundId: 'a', goodsFen: 1 }],
    'more is refunded than the 0 fen that were paid',
  ],
  [
    'a payment told again of another amount',
    [order, { type: 'paid', at: 5, orderId: 'o', goodsFen: 10 }, { type: 'paid', at: 6, orderId: 'o', goodsFen: 11 }],
    'the same was of 10 fen before',
  ],
  [
    'a refund told again of another amount',
    [
      order,
      { type: 'paid', at: 5, orderId: 'o', goodsFen: 10 },
      { type: 'refund', at: 6, orderId: 'o', refundId: 'a', goodsFen: 1 },
      { type: 'refund', at: 7, orderId: 'o', refundId: 'a', goodsFen: 2 },
    ],
    'the same was of 1 fen before',
  ],
])('%s is refused', (_case, events, message) => {
  expect(() => attribute(events)).toThrow(ContradictoryEvent)
  expect(() => attribute(events)).toThrow(message)
})

test('what goes wrong has a name, and amounts say which', () => {
  const late = () => attribute([{ type: 'risk', at: 1, orderId: 'o', open: true }])
  expect(late).toThrow(expect.objectContaining({ name: 'ContradictoryEvent' }))
  const paid: Event = { type: 'paid', at: 6, orderId: 'o', goodsFen: 10 }
  expect(() => attribute([order, { ...paid, goodsFen: -1 }])).toThrow('paid must be at least 0, got -1')
  const nothing: Event = { type: 'refund', at: 7, orderId: 'o', refundId: 'r', goodsFen: 0 }
  expect(() => attribute([order, paid, nothing])).toThrow('refund must be at least 1, got 0')
})

test('of one kind in one instant the order does not depend on how they come, nor on the order of their fields', () => {
  const touches: Event[] = [
    { type: 'touch', at: 1, personId: 'p', sharerId: 'a', via: 'link' },
    { type: 'touch', at: 1, personId: 'p', sharerId: 'b', via: 'link' },
    { via: 'link', sharerId: 'c', personId: 'p', at: 1, type: 'touch' },
    { type: 'touch', at: 1, personId: 'q', sharerId: 'a', via: 'link' },
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(touches, { minLength: touches.length }), (some) => {
      expect(inOrder(some)).toEqual(touches)
    }),
    { numRuns: 30 },
  )
})

test('what is older than the state is refused, and named; the same instant is not', () => {
  const state = attribute([order])
  expect(() => attribute([{ ...order, orderId: 'o2', at: 4 }], state)).toThrow(
    'older than what has been attributed already',
  )
  expect(attribute([{ ...order, orderId: 'o2' }], state).orders).toHaveProperty('o2')
  try {
    attribute([{ ...order, at: 4 }], state)
  } catch (error) {
    expect((error as ContradictoryEvent).event.at).toBe(4)
  }
})

test('within one instant people are known before they act, and orders are placed before they are paid', () => {
  const events: Event[] = [
    { type: 'paid', at: 1, orderId: 'o', goodsFen: 2000 },
    { type: 'order', at: 1, orderId: 'o', personId: 'p', leaderId: 'l' },
    { type: 'register', at: 1, personId: 'p' },
    { type: 'touch', at: 1, personId: 'p', sharerId: 'q', via: 'link' },
    { type: 'profile', at: 1, personId: 'p', household: 'h' },
    { type: 'leader', at: 1, leaderId: 'l', personId: 'boss' },
    { type: 'profile', at: 1, personId: 'boss', household: 'h' },
  ]
  const state = attribute(events)
  expect(personResult(state, 'p')).toMatchObject({ inviterId: 'q', leaderId: null })
  expect(orderResult(state.orders.o!)).toMatchObject({
    sharerId: 'q',
    exclusion: { code: 'household' },
    effective: false,
  })
})

test('an id is any text, also one that every object has something under', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
  const life = (orderId: string, personId: string, leaderId: string): Event[] => [
    { type: 'order', at: 1, orderId, personId, leaderId },
    { type: 'paid', at: 2, orderId, goodsFen: 2000 },
    { type: 'refund', at: 3, orderId, refundId: orderId, goodsFen: 100 },
  ]
  const named = names.flatMap((name, i) => life(name, name, names[(i + 1) % names.length] as string))
  const plain = names.flatMap((_, i) => life(`o${i}`, `p${i}`, `p${(i + 1) % names.length}`))
  const half = attribute(named.filter(({ at }) => at < 2))
  const state = attribute(
    named.filter(({ at }) => at >= 2),
    JSON.parse(JSON.stringify(half)),
  )
  expect(state).toEqual(attribute(named))
  expect(Object.keys(state.people).sort()).toEqual([...names].sort())
  for (const [i, name] of names.entries()) {
    const { by, protectedUntil } = personResult(attribute(plain), `p${i}`)
    expect(personResult(state, name)).toMatchObject({ by, protectedUntil, leaderId: names[(i + 1) % names.length] })
    expect(orderResult(state.orders[name]!)).toMatchObject({ netFen: 1900, effective: true })
  }
})

test('somebody never heard of belongs to nobody, and has nothing in common with anybody', () => {
  expect(personResult(emptyState, 'x')).toEqual({
    ...{ personId: 'x', leaderId: null, by: null, since: null, protectedUntil: null, inviterId: null },
    ...{ newCustomer: null, why: ['还没有有效订单，也没有可计的触达'] },
  })
  expect(exclusionOf(emptyState, 'x', 'y')).toBeUndefined()
})
