import { fateOfHold } from './holds'
import { can, type State, type Step, settledStates, transitions } from './orderState'

const states: State[] = [
  'awaiting_payment',
  'paid',
  'picked',
  'delivered',
  'collected',
  'completed',
  'cancelled',
  'expired',
  'refunded',
]

test('every state but the first can be reached', () => {
  const reached = new Set<State>(['awaiting_payment'])
  for (let grown = true; grown; ) {
    grown = false
    for (const { from, to } of Object.values(transitions))
      if (!reached.has(to) && from.some((state) => reached.has(state))) {
        reached.add(to)
        grown = true
      }
  }
  expect(states.filter((state) => !reached.has(state))).toEqual([])
})

test.each<[Step, State[]]>([
  ['pay', ['awaiting_payment', 'expired', 'cancelled']],
  ['pick', ['paid']],
  ['deliver', ['paid', 'picked']],
  ['cancel', ['awaiting_payment']],
  ['expire', ['awaiting_payment']],
  ['collect', ['paid', 'picked', 'delivered']],
  ['complete', ['collected']],
  ['refund', ['paid', 'picked', 'delivered', 'collected', 'expired', 'cancelled']],
])('%s is possible from %j only', (step, from) => {
  expect(states.filter((state) => can(step, state))).toEqual(states.filter((state) => from.includes(state)))
})

test('the money is with us from payment until it is given back', () => {
  expect(settledStates).toEqual(['paid', 'picked', 'delivered', 'collected', 'completed'])
})

test('nothing leads out of completed or refunded', () => {
  for (const step of Object.keys(transitions) as Step[]) {
    expect(can(step, 'completed')).toBe(false)
    expect(can(step, 'refunded')).toBe(false)
  }
})

describe('fate of a hold', () => {
  const old = { at: Date.parse('2026-11-21T14:00:00+08:00') }
  const late = old.at + 5 * 60_000
  test('a young one is kept, whatever its order', () => {
    expect(fateOfHold(old, undefined, late - 1)).toBe('keep')
  })
  test.each<[State | undefined, boolean, 'keep' | 'release']>([
    [undefined, false, 'release'],
    ['awaiting_payment', false, 'keep'],
    ['expired', false, 'release'],
    ['cancelled', false, 'release'],
    ['refunded', false, 'release'],
    ...settledStates.flatMap((s): [State, boolean, 'keep' | 'release'][] => [
      [s, true, 'keep'],
      [s, false, 'release'],
    ]),
  ])('order %s, event pending %s: %s', (state, eventPending, fate) => {
    expect(fateOfHold(old, state && { state, eventPending }, late)).toBe(fate)
  })
})
