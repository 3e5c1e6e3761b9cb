import fc from 'fast-check'
import { isPeriod, nextPeriod, periodEnd, periodOf, periodStart } from '../period'
import { defaultPlan, type Plan } from '../plan/plan'
import { assess } from './assess'
import { canonical } from './canonical'
import { emptyMonth, type LeaderMonth } from './facts'
import { type LeaderFacts, menteesByMentor, regionOf } from './leaders'
import { monthsOf } from './months'
import { Newcomers } from './newcomers'
import { compareOrders, type Order } from './order'
import { type Lines, payable } from './statement'
import { withholding } from './withholding'

describe('withholding', () => {
  test.each([
    [0, 0],
    [79_999, 0],
    [80_000, 0],
    [80_002, 0],
    [80_003, 1],
    [123_456, 8691],
    [400_000, 64_000],
    [400_001, 64_000],
    [2_500_000, 400_000],
    [2_500_001, 400_000],
    [2_600_000, 424_000],
    [6_250_000, 1_300_000],
    [6_250_001, 1_300_000],
    [10_000_000, 2_500_000],
  ])('of %s fen it is %s', (income, tax) => expect(withholding(income, defaultPlan.withholding)).toBe(tax))
  test('without a table there is none, and it is never negative', () => {
    expect(withholding(10 ** 9, null)).toBe(0)
    const steep = [0, 100].map((aboveFen) => ({
      aboveFen,
      deductFen: 0,
      taxableBp: 10_000,
      rateBp: 100 * aboveFen,
      lessFen: 0,
    }))
    expect([withholding(100, steep), withholding(101, steep)]).toEqual([0, 101])
    expect(withholding(100, [{ aboveFen: 0, deductFen: 0, taxableBp: 10_000, rateBp: 100, lessFen: 50 }])).toBe(0)
  })
  test('earning more never leaves less', () => {
    const income = fc.integer({ min: 0, max: 20_000_000 })
    fc.assert(
      fc.property(income, fc.integer({ min: 0, max: 1000 }), (x, more) => {
        const kept = (y: number) => y - withholding(y, defaultPlan.withholding)
        expect(kept(x + more)).toBeGreaterThanOrEqual(kept(x))
      }),
    )
  })
})

describe('from lines to payment', () => {
  const none: Lines = {
    base: 0,
    tierExcess: 0,
    safetyNet: 0,
    newLeader: 0,
    virtualTier: 0,
    newCustomers: 0,
    dividend: 0,
    clawback: 0,
  }
  test.each([
    ['plain', { base: 50_000 }, 0, 0, { gross: 50_000, withheld: 0, net: 50_000, carriedForward: 0 }],
    ['taxed', { base: 123_456 }, 0, 0, { gross: 123_456, withheld: 8691, net: 114_765, carriedForward: 0 }],
    ['debt first', { base: 123_456 }, 0, 50_000, { gross: 123_456, withheld: 0, net: 73_456, carriedForward: 0 }],
    ['debt eats all', { base: 1000 }, 0, 1500, { gross: 1000, withheld: 0, net: 0, carriedForward: -500 }],
    [
      'red packets are taxed',
      { base: 80_000 },
      20_000,
      0,
      { gross: 80_000, withheld: 4000, net: 76_000, carriedForward: 0 },
    ],
    [
      'their tax may leave a debt',
      { base: 100 },
      100_000,
      0,
      { gross: 100, withheld: 4020, net: 0, carriedForward: -3920 },
    ],
    [
      'debt does not lower their tax',
      { base: 100 },
      100_000,
      700,
      { gross: 100, withheld: 4000, net: 0, carriedForward: -4600 },
    ],
    ['clawback', { base: 100, clawback: -300 }, 0, 0, { gross: -200, withheld: 0, net: 0, carriedForward: -200 }],
  ])('%s', (_, lines, redPackets, debt, expected) => {
    expect(payable({ ...none, ...lines }, redPackets, debt, defaultPlan.withholding)).toEqual({
      ...expected,
      debt,
      redPackets,
    })
  })
})

describe('canonical text', () => {
  test.each([
    [{ b: 1, a: [1, 'x', null, true] }, '{"a":[1,"x",null,true],"b":1}'],
    [{ a: undefined, é: '"', Z: {} }, '{"Z":{},"é":"\\""}'],
    [[], '[]'],
    [[-0, 0.5], '[0,0.5]'],
    [[[1], [2]], '[[1],[2]]'],
  ])('%j', (value, text) => expect(canonical(value)).toBe(text))
  test.each([NaN, Infinity])('%s cannot be written', (value) => {
    expect(() => canonical([value])).toThrow(new TypeError(`${value} cannot be written`))
  })
  test('does not depend on the order of keys, and is JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonical(turned as never)).toBe(canonical(value as never))
        expect(JSON.parse(canonical(value as never))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('periods', () => {
  test.each([
    ['2014-03-31T15:59:59.999Z', '2014-03'],
    ['2014-03-31T16:00:00Z', '2014-04'],
    ['2014-12-31T16:00:00Z', '2015-01'],
  ])('%s is in %s', (time, period) => expect(periodOf(Date.parse(time))).toBe(period))
  test.each([
    ['2014-09', '2014-10'],
    ['2014-12', '2015-01'],
    ['0999-12', '1000-01'],
  ])('after %s comes %s', (period, next) => expect(nextPeriod(period)).toBe(next))
  test('it ends where the next begins', () => {
    expect(periodStart('2014-03')).toBe(Date.parse('2014-02-28T16:00:00Z'))
    expect(periodEnd('2014-12')).toBe(periodStart('2015-01'))
  })
  test.each(['2014-13', '2014-00', '2014-3', '14-03', '2014-03-01', 'x2014-03', ''])('%j is none', (text) =>
    expect(isPeriod(text)).toBe(false),
  )
  test.each(['2014-01', '2014-09', '2014-10', '2014-12'])('%s is one', (text) => expect(isPeriod(text)).toBe(true))
})

describe('months', () => {
  const order = (time: string): Order => ({
    orderId: time,
    leaderId: 'L',
    buyerId: 'b',
    paidAt: Date.parse(time),
    netFen: 1,
    counts: true,
  })
  const orders = ['2014-01-31T16:00:00Z', '2014-04-01T00:00:00+08:00', '2014-04-30T23:59:59+08:00'].map(order)
  const cut = (until?: string) => [...monthsOf(orders, until)].map((month) => `${month.period} ${month.orders.length}`)
  test('without a gap, to the last order', () => expect(cut()).toEqual(['2014-02 1', '2014-03 0', '2014-04 2']))
  test.each([
    ['2014-01', []],
    ['2014-02', ['2014-02 1']],
    ['2014-03', ['2014-02 1', '2014-03 0']],
    ['2014-06', ['2014-02 1', '2014-03 0', '2014-04 2', '2014-05 0', '2014-06 0']],
  ])('until %s', (until, expected) => expect(cut(until)).toEqual(expected))
  test('of nothing there are none', () => expect([...monthsOf([], '2014-03')]).toEqual([]))
})

test('orders compare by instant, then by code unit', () => {
  const at = (paidAt: number, orderId: string) => ({ paidAt, orderId })
  expect(compareOrders(at(1, 'b'), at(2, 'a'))).toBeLessThan(0)
  expect(compareOrders(at(1, 'a'), at(1, 'b'))).toBeLessThan(0)
  expect(compareOrders(at(1, 'b'), at(1, 'a'))).toBeGreaterThan(0)
  expect(compareOrders(at(1, '10'), at(1, '9'))).toBeLessThan(0)
  // A surrogate pair is less than U+FF5E by code units, though its code point is greater.
  expect(compareOrders(at(1, '\u{1F34E}'), at(1, '～'))).toBeLessThan(0)
  expect(compareOrders(at(1, 'a'), at(1, 'a'))).toBe(0)
})

describe('leaders', () => {
  const leader = (leaderId: string, more: Partial<LeaderFacts> = {}) =>
    [leaderId, { leaderId, region: 'north', ...more }] as const
  const leaders = new Map([leader('a', { mentorId: 'm' }), leader('b', { mentorId: 'm' }), leader('c')])
  test('each mentor with his mentees, and nobody else', () => {
    expect([...menteesByMentor(leaders)]).toEqual([['m', ['a', 'b']]])
  })
  test('whoever is not known is of the region without a name', () => {
    expect([regionOf('a', leaders), regionOf('x', leaders)]).toEqual(['north', ''])
  })
})

describe('assessment of a month', () => {
  const one: Order = { orderId: 'o', leaderId: 'L', buyerId: 'b', paidAt: 0, netFen: 1000, counts: true }
  const month = (plan: Plan) => ({
    ...{ period: '2014-01', plan },
    leaders: new Map([
      ['L', { ...emptyMonth(), orders: [one], netFen: 1000 }],
      ['M', emptyMonth()],
    ]),
  })
  const none = { figures: null, benchmarks: null, score: null, band: null, factorBp: 10_000 }
  test('is of those with an effective order', () => {
    const assessed = assess(month(defaultPlan), new Map())
    expect(assessed('L')).toMatchObject({ score: 600, band: 'B', factorBp: 10_000 })
    expect([assessed('M'), assessed('unknown')]).toEqual([none, none])
  })
  test('leaves the commission of those below all bands as it is', () => {
    const { weights } = defaultPlan.assessment as NonNullable<Plan['assessment']>
    const bands = [{ minScore: 601, name: 'S', factorBp: 20_000 }]
    const assessed = assess(month({ ...defaultPlan, assessment: { weights, bands } }), new Map())
    expect(assessed('L')).toMatchObject({ score: 600, band: null, factorBp: 10_000 })
  })
})

describe('rewards of a new leader', () => {
  const approvedAt = Date.parse('2014-01-10T18:00:00+08:00')
  const [start, end] = ['2014-01-10', '2014-02-09'].map((day) => Date.parse(`${day}T00:00:00+08:00`)) as [
    number,
    number,
  ]
  const rules = { firstOrderFen: 1000, days: 30, minOrders: 0, minActiveDays: 0, guaranteeFen: 5000 }
  const plan: Plan = { ...defaultPlan, newLeader: rules }
  const newcomers = (given: Plan = plan) =>
    new Newcomers(new Map([['L', { leaderId: 'L', region: '', approvedAt }]]), () => given)
  const terms = { rules: defaultPlan, factorBp: 10_000, newCustomerFen: 200 }
  const order = (paidAt: number): Order => ({
    ...{ orderId: String(paidAt), leaderId: 'L', buyerId: 'b', paidAt, netFen: 10_000, counts: true },
  })
  const month = (...times: number[]): LeaderMonth => {
    const orders = times.map(order)
    return { ...emptyMonth(), orders, newCustomers: orders }
  }
  const decided = (...times: number[]) => newcomers().count('L', '2014-02', month(...times), terms)

  test('are decided in the month that holds the day after the last', () => {
    expect(['2014-01', '2014-02', '2014-03'].map((period) => newcomers().due(period))).toEqual([[], ['L'], []])
    expect(newcomers().count('L', '2014-01', month(start), terms).guarantee).toBeNull()
  })
  test.each([
    [
      'before the first day',
      [start - 1],
      null,
      { orders: 0, activeDays: 0, commissionFen: 0, creditsFen: 0, firstOrderFen: 0, fen: 5000 },
    ],
    [
      'from its first instant',
      [start],
      start,
      { orders: 1, activeDays: 1, commissionFen: 1000, creditsFen: 200, firstOrderFen: 1000, fen: 2800 },
    ],
    [
      'to the last',
      [end - 1],
      end - 1,
      { orders: 1, activeDays: 1, commissionFen: 1000, creditsFen: 200, firstOrderFen: 1000, fen: 2800 },
    ],
    [
      'after it',
      [end],
      end,
      { orders: 0, activeDays: 0, commissionFen: 0, creditsFen: 0, firstOrderFen: 0, fen: 5000 },
    ],
  ] as const)('orders %s', (_case, times, first, guarantee) => {
    const firstOrder = first === null ? null : { orderId: String(first), fen: 1000 }
    expect(decided(...times)).toEqual({ firstOrder, guarantee })
  })
  test('there is no guarantee of nothing', () => {
    const times = [0, 1, 2, 3].map((day) => start + day * 86_400_000)
    // 4 × (1000 + 200) and 1000 are more than 5000; and just as much.
    expect(decided(...times).guarantee).toBeNull()
    const just = newcomers({ ...plan, newLeader: { ...rules, guaranteeFen: 5800 } })
    expect(just.count('L', '2014-02', month(...times), terms).guarantee).toBeNull()
  })
  test('there are none without rules for them, and none for an old leader', () => {
    const nothing = { firstOrder: null, guarantee: null }
    expect(newcomers({ ...plan, newLeader: null }).count('L', '2014-02', month(start), terms)).toEqual(nothing)
    expect(newcomers().count('old', '2014-02', month(start), terms)).toEqual(nothing)
  })
})
