import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { baseCommission } from '../incentives/commission'
import { GateClosed } from '../incentives/dividend'
import { completedPostings, paidPostings } from '../ledger/orders'
import { account, balances, type Posting } from '../ledger/posting'
import { refundPostings } from '../ledger/refunds'
import { payoutEndedPostings, payoutPostings, statementPostings } from '../ledger/statements'
import { sum } from '../money'
import { defaultPlan, type Plan } from '../plan/plan'
import type { LeaderFacts } from './leaders'
import { inOrder, type Order, OutOfOrder, RepeatedOrder } from './order'
import { type SettleInput, settle } from './settle'
import { isGenuine, type Statement } from './statement'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const at = (text: string) => Date.parse(`${text}+08:00`)
let made = 0
/** An order of leader L and a buyer of its own, unless told otherwise. */
function order(paidAt: string, netFen: number, more: Partial<Order> = {}): Order {
  const n = made++
  return { orderId: `o${n}`, leaderId: 'L', buyerId: `b${n}`, paidAt: at(paidAt), netFen, counts: true, ...more }
}
/** Only commission: no red packets, thresholds as they are, no quality factor. */
const plain: Plan = { ...defaultPlan, assessment: null, targets: null, dynamic: null, newCustomerFen: 0 }

function run(orders: readonly Order[], plan: Plan, more: Partial<SettleInput> = {}): Statement[] {
  const input = { orders: inOrder(orders), planAt: () => plan, digest, ...more }
  return [...settle(input)].flatMap((month) => month.statements)
}
const facts = (...leaders: Partial<LeaderFacts>[]) =>
  new Map(leaders.map((one) => [one.leaderId ?? 'L', { leaderId: 'L', region: '', ...one }]))

describe('clawback', () => {
  const tiers = [{ minOrders: 2, rateBp: 2000 }]
  const plan: Plan = { ...plain, tiers, safetyNetBp: 0, newCustomerFen: 200 }
  const january = [
    order('2014-01-05T10:00:00', 10_000),
    order('2014-01-06T10:00:00', 10_000),
    order('2014-01-07T10:00:00', 10_000),
  ]
  const first = run(january, plan)
  /** The same orders with one refunded in part, and one of a later month. */
  const refunded = (index: number, netFen: number, later: string) => [
    ...january.map((one, i) => (i === index ? { ...one, netFen } : one)),
    order(`${later}-10T10:00:00`, 1000, { buyerId: 'b0' }),
  ]
  const settled = (statements: readonly Statement[], through: string) => ({ settled: { statements, through } })

  test('nothing changed, nothing is taken', () => {
    expect(first).toMatchObject([{ lines: { base: 3000, tierExcess: 1000, newCustomers: 600 }, net: 4600 }])
    const orders = refunded(0, 10_000, '2014-02')
    expect(run(orders, plan, settled(first, '2014-01'))).toMatchObject([
      { period: '2014-02', lines: { base: 100, clawback: 0 }, details: { clawback: [] } },
    ])
  })

  test('a refund takes what the month gave for it, line by line, and says which orders', () => {
    const [statement] = run(refunded(2, 4000, '2014-02'), plan, settled(first, '2014-01'))
    expect(statement?.lines.clawback).toBe(-1200)
    expect(statement?.details.clawback).toEqual([
      {
        period: '2014-01',
        fen: -1200,
        lines: { base: -600, tierExcess: -600 },
        orders: [{ orderId: january[2]?.orderId, wasFen: 10_000, netFen: 4000 }],
      },
    ])
    expect(statement).toMatchObject({ gross: -1100, net: 0, carriedForward: -1100 })
  })

  test('a full refund takes the tier and the new customer too; what is left is a debt, recovered later', () => {
    const orders = refunded(0, 0, '2014-02')
    const second = run(orders, plan, settled(first, '2014-01'))
    // The refunded order's buyer is new with his February order instead.
    expect(second).toMatchObject([
      { lines: { base: 100, newCustomers: 200, clawback: -1000 - 1000 - 200 }, net: 0, carriedForward: -1900 },
    ])
    const march = [...orders, order('2014-03-01T00:00:00', 50_000, { buyerId: 'b1' })]
    expect(run(march, plan, settled([...first, ...second], '2014-02'))).toMatchObject([
      { period: '2014-03', lines: { base: 5000, clawback: 0 }, debt: 1900, net: 3100, carriedForward: 0 },
    ])
  })

  test('a second refund of the same month takes only what the first left', () => {
    const second = run(refunded(2, 4000, '2014-02'), plan, settled(first, '2014-01'))
    const again = run([...refunded(2, 0, '2014-02'), order('2014-03-01T10:00:00', 1000, { buyerId: 'b1' })], plan, {
      ...settled([...first, ...second], '2014-02'),
    })
    expect(again[0]?.details.clawback).toMatchObject([
      { period: '2014-01', fen: -400 - 400 - 200, orders: [{ wasFen: 4000, netFen: 0 }] },
    ])
    expect(sum([...first, ...second, ...again].map((one) => one.gross))).toBe(
      sum(
        run([...refunded(2, 0, '2014-02'), order('2014-03-01T10:00:00', 1000, { buyerId: 'b1' })], plan).map(
          (s) => s.gross,
        ),
      ),
    )
  })

  test('what was taken of one leader is nothing to another', () => {
    const orders = ['L', 'M'].flatMap((leaderId) =>
      january.map((one) => ({ ...one, leaderId, orderId: leaderId + one.orderId })),
    )
    const back = (leaderId: string, all: Order[]) =>
      all.map((one) => (one.orderId === leaderId + january[2]?.orderId ? { ...one, netFen: 4000 } : one))
    const both = run(orders, plan)
    const second = run(back('L', orders), plan, { ...settled(both, '2014-01'), until: '2014-02' })
    const third = run(back('M', back('L', orders)), plan, {
      ...settled([...both, ...second], '2014-02'),
      until: '2014-03',
    })
    expect([...second, ...third].map((one) => [one.leaderId, one.period, one.lines.clawback])).toEqual([
      ['L', '2014-02', -1200],
      ['M', '2014-03', -1200],
    ])
  })

  test('an order of a settled month that becomes known later takes nothing from somebody without a statement of it', () => {
    const late = order('2014-01-20T10:00:00', 10_000, { leaderId: 'M' })
    const orders = [...january, late, order('2014-02-10T10:00:00', 1000, { leaderId: 'M' })]
    const more = { ...settled(first, '2014-01'), leaders: facts({ leaderId: 'M', approvedAt: late.paidAt }) }
    expect(run(orders, plan, more)).toMatchObject([
      { leaderId: 'M', period: '2014-02', lines: { base: 100, clawback: 0 } },
    ])
  })

  test('a month that would give more now gives nothing', () => {
    const more = january.map((one) => ({ ...one, netFen: 20_000 }))
    const [statement] = run([...more, order('2014-02-01T10:00:00', 1000)], plan, settled(first, '2014-01'))
    expect(statement?.lines.clawback).toBe(0)
  })

  test('settled months are set off against each other', () => {
    // His first order is refunded when February is settled too, and so is a new customer there: the credit only moves.
    const both = (netFen: number, last: number) => [
      order('2014-01-05T10:00:00', netFen, { orderId: 'a', buyerId: 'x' }),
      order('2014-02-05T10:00:00', 10_000, { orderId: 'b', buyerId: 'x' }),
      order('2014-02-06T10:00:00', last, { orderId: 'c', buyerId: 'y' }),
    ]
    const was = run(both(10_000, 10_000), { ...plan, tiers: [] })
    const until = (through: string, statements: Statement[]) => ({ ...settled(statements, through), until: '2014-04' })
    const now = run(both(0, 10_000), { ...plan, tiers: [] }, { ...until('2014-02', was), until: '2014-03' })
    expect(
      now.map(({ lines, details }) => [lines.clawback, details.clawback.map(({ period, fen }) => [period, fen])]),
    ).toEqual([
      [
        -1000,
        [
          ['2014-01', -1200],
          ['2014-02', 200],
        ],
      ],
    ])
    expect(run(both(0, 10_000), { ...plan, tiers: [] }, until('2014-03', [...was, ...now]))).toEqual([])
  })

  test('what was not given still stands against what is taken later', () => {
    const orders = (more: number, less: number) => [
      order('2014-01-05T10:00:00', more, { orderId: 'a', buyerId: 'x' }),
      order('2014-02-05T10:00:00', less, { orderId: 'b', buyerId: 'x' }),
    ]
    const base = { ...plan, tiers: [], newCustomerFen: 0 }
    const was = run(orders(10_000, 10_000), base)
    const march = order('2014-03-05T10:00:00', 1000)
    const later = (more: number, less: number) =>
      run([...orders(more, less), march], base, settled(was, '2014-02')).map(({ details }) =>
        details.clawback.map(({ period, fen }) => [period, fen]),
      )
    expect(later(13_000, 10_000)).toEqual([[]])
    expect(later(13_000, 7000)).toEqual([[]])
    expect(later(13_000, 6990)).toEqual([
      [
        ['2014-01', 300],
        ['2014-02', -301],
      ],
    ])
  })

  test('bands and thresholds stay as they were', () => {
    const judged: Plan = { ...plan, assessment: defaultPlan.assessment, dynamic: defaultPlan.dynamic }
    const [was] = run(january, judged)
    expect(was).toMatchObject({ terms: { band: 'A', tiers: [{ minOrders: 10 }] } })
    const frozen = [{ ...(was as Statement), terms: { ...(was as Statement).terms, tiers, factorBp: 20_000 } }]
    const [now] = run(refunded(2, 9000, '2014-02'), judged, settled(frozen, '2014-01'))
    // 29,000: base 2900, and 10% of the third order's 9000 doubled; the statement gave no excess.
    expect(now?.details.clawback).toEqual([])
    const [less] = run(refunded(2, 0, '2014-02'), judged, settled(frozen, '2014-01'))
    expect(less?.details.clawback).toMatchObject([{ lines: { base: -1000, newCustomers: -200 } }])
  })
})

describe('red packets', () => {
  const targets: Plan['targets'] = [
    { window: 'day', orders: 2, amountFen: 700 },
    { window: 'week', orders: 3, amountFen: 900 },
  ]
  const plan: Plan = { ...plain, targets, withholding: null }
  const orders = ['2014-01-30T10:00:00', '2014-01-30T11:00:00', '2014-02-01T10:00:00'].map((time) => order(time, 1000))

  test('belong to the month of the order that reached the target', () => {
    expect(run(orders, plan)).toMatchObject([
      {
        period: '2014-01',
        redPackets: 700,
        gross: 200,
        details: { redPackets: [{ id: 'L:day:2014-01-30:2', endsAt: at('2014-01-31T00:00:00') }] },
      },
      {
        period: '2014-02',
        redPackets: 900,
        gross: 100,
        details: { redPackets: [{ id: 'L:week:2014-01-27:3', at: orders[2]?.paidAt }] },
      },
    ])
  })

  test('one no longer reached is taken back once, and only when its window is over', () => {
    const granted = run(orders, plan).slice(0, 1)
    const less = orders.map((one, i) => (i === 1 ? { ...one, netFen: 0 } : one))
    const week = { id: 'L:week:2014-01-27:3', leaderId: 'L', fen: 900, at: 0, endsAt: at('2014-02-03T00:00:00') }
    const received = (period: string) => (period === '2014-02' ? [week] : [])
    const next = run(less, plan, { settled: { through: '2014-01', statements: granted }, received })
    expect(next[0]?.details.clawback).toEqual([
      {
        period: '2014-01',
        fen: -100,
        lines: { base: -100 },
        orders: [{ orderId: less[1]?.orderId, wasFen: 1000, netFen: 0 }],
      },
      { period: '2014-01', fen: -700, redPacket: 'L:day:2014-01-30:2' },
      { period: '2014-02', fen: -900, redPacket: 'L:week:2014-01-27:3' },
    ])
    expect(next[0]).toMatchObject({ redPackets: 900, gross: -1600 })
    const statements = [...granted, ...next]
    const march = run([...less, order('2014-03-01T10:00:00', 1000)], plan, {
      settled: { through: '2014-02', statements },
    })
    expect(march[0]?.details.clawback).toEqual([])
  })

  test('a window still running is left alone', () => {
    const packet = { id: 'L:week:2014-01-27:3', leaderId: 'L', fen: 900, at: 0, endsAt: at('2014-02-03T00:00:00') }
    const [january] = run(orders.slice(0, 1), plan, { until: '2014-01', received: () => [packet] })
    expect(january).toMatchObject({ redPackets: 900, details: { clawback: [] } })
    const over = { ...packet, endsAt: at('2014-02-01T00:00:00') }
    const [then] = run(orders.slice(0, 1), plan, { until: '2014-01', received: () => [over] })
    expect(then).toMatchObject({ redPackets: 900, details: { clawback: [{ fen: -900 }] } })
  })

  test('a leader without an order still gives back what he has not earned', () => {
    const packet = { id: 'M:day:2014-01-30:2', leaderId: 'M', fen: 700, at: 0, endsAt: 0 }
    const statements = run(orders.slice(0, 1), plan, { received: () => [packet] })
    expect(statements.map((one) => [one.leaderId, one.redPackets, one.carriedForward])).toEqual([
      ['L', 0, 0],
      ['M', 700, -700],
    ])
  })
})

describe('new leaders', () => {
  const days = Array.from(
    { length: 30 },
    (_, i) => new Date(at('2014-01-20T10:00:00') + i * 86_400_000 + 8 * 3_600_000),
  )
  const orders = days.map((day) => order(day.toISOString().slice(0, 19), 1000))
  const approved = facts({ approvedAt: at('2014-01-20T18:00:00') })
  const plan: Plan = { ...plain, newCustomerFen: 100 }

  test('first order at once; the guarantee in the month that holds day 30', () => {
    const [january, february] = run(orders, plan, { leaders: approved })
    expect(january).toMatchObject({
      lines: { newLeader: 1000 },
      details: { firstOrder: { orderId: orders[0]?.orderId } },
    })
    // 30 × (100 + 100) and 1000 are earned already.
    expect(february).toMatchObject({ lines: { newLeader: 23_000 } })
    expect(february?.details.guarantee).toEqual({
      ...{ orders: 30, activeDays: 30, commissionFen: 3000, creditsFen: 3000, firstOrderFen: 1000 },
      fen: 23_000,
    })
  })
  test('an order less, and there is none', () => {
    expect(run(orders.slice(1), plan, { leaders: approved })[1]?.lines.newLeader).toBe(0)
  })
  test('it is decided even when the month has no order of his', () => {
    const early = facts({ approvedAt: at('2014-01-02T18:00:00') })
    const all = Array.from({ length: 30 }, (_, i) =>
      order(`2014-01-${String((i % 29) + 3).padStart(2, '0')}T10:00:00`, 1000),
    )
    const other = order('2014-02-20T10:00:00', 1000, { leaderId: 'M' })
    expect(
      run([...all, other], plan, { leaders: early }).map((one) => [one.leaderId, one.period, one.lines.newLeader]),
    ).toEqual([
      ['L', '2014-01', 1000],
      ['L', '2014-02', 23_000],
      ['M', '2014-02', 0],
    ])
  })
  test('orders before the approval are not a new leader’s', () => {
    const late = facts({ approvedAt: at('2014-01-21T00:00:00') })
    expect(run(orders, plan, { leaders: late })[0]?.details.firstOrder?.orderId).toBe(orders[1]?.orderId)
  })
})

describe('dividend and virtual tier', () => {
  const leaders = facts({ leaderId: 'top' }, { leaderId: 'L', mentorId: 'top' }, { leaderId: 'low', mentorId: 'L' })
  const plan: Plan = { ...plain, dividend: { rateBp: 500 } }
  const orders = [order('2014-01-05T10:00:00', 10_000), order('2014-01-05T10:00:00', 30_010, { leaderId: 'low' })]
  test('refuses without the gate', () => {
    expect(() => run(orders, plan, { leaders })).toThrow(GateClosed)
  })
  test.each([
    [1, [50, 50]],
    [2, [50, 200]],
  ] as const)('over %s levels', (levels, [top]) => {
    const statements = run(orders, plan, { leaders, gate: { levels } })
    const of = (leaderId: string) => statements.find((one) => one.leaderId === leaderId)
    expect(of('L')?.details.dividend).toEqual([{ leaderId: 'low', baseFen: 3001, fen: 150 }])
    expect(of('top')?.lines.dividend).toBe(levels === 1 ? top : 200)
    expect(of('top')?.effectiveOrders).toBe(0)
    expect(of('low')?.lines.dividend).toBe(0)
  })
  test('is of those who earned something, and whoever has nothing has no statement', () => {
    const low = orders.slice(1)
    const over = (levels: 1 | 2) => run(low, plan, { leaders, gate: { levels } })
    expect(over(1).map((one) => one.leaderId)).toEqual(['L', 'low'])
    expect(over(2).map((one) => [one.leaderId, one.details.dividend])).toEqual([
      ['L', [{ leaderId: 'low', baseFen: 3001, fen: 150 }]],
      ['low', []],
      ['top', [{ leaderId: 'low', baseFen: 3001, fen: 150 }]],
    ])
  })
  test('without a virtual tier no link is looked at', () => {
    const busy = facts({ openDays: [{ from: '2014-01-01', to: '2014-01-30' }] })
    const [statement] = run(orders.slice(0, 1), { ...plain, virtualTier: null }, { leaders: busy })
    expect(statement).toMatchObject({ terms: { linkBusy: false }, lines: { virtualTier: 0 } })
  })
  test('a busy link brings part of the second tier', () => {
    const tiers = [50, 60].map((minOrders, i) => ({ minOrders, rateBp: 1100 + i * 100 }))
    const openDays = [{ from: '2014-01-01', to: '2014-01-30' }]
    const [statement] = run(orders.slice(0, 1), { ...plain, tiers }, { leaders: facts({ openDays }) })
    expect(statement).toMatchObject({
      lines: { virtualTier: 60 },
      details: { virtualTier: { netFen: 10_000, rateBp: 200, partBp: 3000 } },
    })
    expect(run(orders.slice(0, 1), { ...plain, tiers })[0]?.details.virtualTier).toBeNull()
  })
})

test('published tiers are those that hold: a running month’s thresholds never rise', () => {
  const orders = [
    ...[1, 2, 3].map((day) => order(`2014-01-0${day}T10:00:00`, 1000)),
    // Twice as many buyers as in the 28 days before: worked out now, the threshold would rise.
    ...[1, 2, 3, 4, 5, 6].map((day) => order(`2014-02-0${day}T10:00:00`, 1000)),
    ...Array.from({ length: 10 }, (_, i) => order(`2014-03-${10 + i}T10:00:00`, 1000)),
  ]
  const dynamic = { bandBp: 2000, minBp: 7000, maxBp: 20_000, priceIndexBp: 10_000 }
  const plan: Plan = { ...plain, mode: 'whole', tiers: [{ minOrders: 10, rateBp: 2000 }], dynamic }
  const march = (more: Partial<SettleInput>) =>
    run(orders, plan, { leaders: facts({ region: 'n' }), ...more }).find(({ period }) => period === '2014-03')
  expect(march({})).toMatchObject({ terms: { tiers: [{ minOrders: 20 }] }, tierReached: 0, lines: { tierExcess: 0 } })
  const published = (period: string, region: string) =>
    period === '2014-03' && region === 'n' ? [{ minOrders: 10, rateBp: 2000 }] : undefined
  expect(march({ published })).toMatchObject({ tierReached: 1, lines: { base: 1000, tierExcess: 1000 } })
})

test('months are cut by the plan in force at their start', () => {
  const orders = [order('2014-01-31T23:59:59', 1000), order('2014-02-01T00:00:00', 1000)]
  const planAt = (time: number) => ({ ...plain, baseRateBp: time < at('2014-02-01T00:00:00') ? 1000 : 2000 })
  expect([...settle({ orders, planAt, digest })].map((month) => month.statements[0]?.lines.base)).toEqual([100, 200])
})

test('unsorted or repeated orders are refused', () => {
  const [a, b] = [order('2014-01-05T10:00:00', 1), order('2014-01-04T10:00:00', 1)] as [Order, Order]
  expect(() => [...settle({ orders: [a, b], planAt: () => plain, digest })]).toThrow(OutOfOrder)
  expect(() => [...settle({ orders: [a, a], planAt: () => plain, digest })]).toThrow(OutOfOrder)
  expect(() => [...settle({ orders: [a, b], planAt: () => plain, digest })]).toThrow(
    expect.objectContaining({ name: 'OutOfOrder', message: `${a.orderId} before ${b.orderId}` }),
  )
  expect(() => inOrder([a, b, a])).toThrow(RepeatedOrder)
  expect(() => inOrder([a, b, a])).toThrow(
    expect.objectContaining({ name: 'RepeatedOrder', message: `order ${a.orderId} is there twice` }),
  )
})

test('amounts that can not be are named', () => {
  expect(() => inOrder([order('2014-01-05T10:00:00', 0.5)])).toThrow('net must be a safe integer, got 0.5')
  const most = [1, 2].map(() => order('2014-01-05T10:00:00', Number.MAX_SAFE_INTEGER))
  expect(() => run(most, plain)).toThrow('net sales must be a safe integer')
})

// ── properties over random histories ──

const history = fc.array(
  fc.record({
    leaderId: fc.constantFrom('A', 'B', 'C'),
    buyerId: fc.constantFrom('A', 'p', 'q', 'r', 's', 't'),
    paidAt: fc.integer({ min: 0, max: 130 * 24 }).map((hours) => at('2014-01-03T00:00:00') + hours * 3_600_000),
    netFen: fc.integer({ min: 400, max: 60_000 }),
    /** Share of it refunded after each of the months, in percent; cumulative. */
    refunds: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }).map((all) => {
      const seldom = all.map((percent) => (percent > 85 ? percent : 0))
      return seldom.map((_, i) => Math.max(...seldom.slice(0, i + 1)))
    }),
  }),
  { minLength: 1, maxLength: 50 },
)
type History = typeof history extends fc.Arbitrary<infer H> ? H : never
const full: Plan = {
  ...defaultPlan,
  tiers: [
    { minOrders: 3, rateBp: 1300 },
    { minOrders: 6, rateBp: 1600 },
  ],
  targets: [
    { window: 'day', orders: 2, amountFen: 20_000 },
    { window: 'week', orders: 3, amountFen: 90_000 },
  ],
  dynamic: null,
  dividend: { rateBp: 500 },
}
const everybody = facts(
  { leaderId: 'A', approvedAt: at('2014-01-10T12:00:00'), openDays: [{ from: '2014-01-20', to: '2014-03-03' }] },
  { leaderId: 'B', mentorId: 'A' },
  { leaderId: 'C', mentorId: 'B', approvedAt: at('2014-02-20T12:00:00'), region: 'far' },
)
const common = { planAt: () => full, digest, leaders: everybody, gate: { levels: 2 as const } }
/** The orders as they are known when month `known` (0 = January) is settled; only those paid by then. */
const asKnown = (rows: History, known: number): Order[] =>
  inOrder(
    rows.map(({ refunds, ...one }, i) => ({
      ...one,
      orderId: `o${i}`,
      netFen: one.netFen - Math.floor((one.netFen * (refunds[known] as number)) / 100),
      counts: one.buyerId !== one.leaderId,
    })),
  )
const PERIODS = ['2014-01', '2014-02', '2014-03', '2014-04', '2014-05']

/** Settles month by month, as it goes in life: with what is known then, and nothing kept between but statements. */
function monthByMonth(rows: History): Statement[] {
  let statements: Statement[] = []
  PERIODS.forEach((until, i) => {
    const before = PERIODS[i - 1]
    const kept = JSON.parse(JSON.stringify(statements)) as Statement[]
    const settledBefore = before === undefined ? undefined : { through: before, statements: kept }
    const months = [...settle({ ...common, orders: asKnown(rows, i), until, settled: settledBefore })]
    statements = [...kept, ...months.flatMap((month) => month.statements)]
  })
  return statements
}
const unchanged = (rows: History): History => rows.map((row) => ({ ...row, refunds: row.refunds.map(() => 0) }))

test('however it is sliced, restarted or fed, the statements are the same, byte for byte', () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (rows, random) => {
      const still = unchanged(rows)
      const atOnce = [...settle({ ...common, orders: asKnown(still, 0), until: '2014-05' })].flatMap(
        (m) => m.statements,
      )
      expect(JSON.stringify(monthByMonth(still))).toBe(JSON.stringify(atOnce))
      const shuffled = asKnown(still, 0)
        .map((one) => ({ one, key: random.next().value as number }))
        .sort((a, b) => a.key - b.key)
      const again = [...settle({ ...common, orders: inOrder(shuffled.map(({ one }) => one)), until: '2014-05' })]
      expect(again.flatMap((m) => m.statements.map((s) => s.hash))).toEqual(atOnce.map((s) => s.hash))
    }),
  )
})

test('with refunds after January, the months that follow come out the same at once and one by one', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const january = [...settle({ ...common, orders: asKnown(rows, 0), until: '2014-01' })].flatMap(
        (m) => m.statements,
      )
      const orders = asKnown(rows, 1)
      const first = { through: '2014-01', statements: january }
      const atOnce = [...settle({ ...common, orders, until: '2014-05', settled: first })].flatMap((m) => m.statements)
      let statements = january
      PERIODS.slice(1).forEach((until, i) => {
        const settledBefore = { through: PERIODS[i] as string, statements: JSON.parse(JSON.stringify(statements)) }
        const months = [...settle({ ...common, orders, until, settled: settledBefore })]
        statements = [...statements, ...months.flatMap((m) => m.statements)]
      })
      expect(JSON.stringify(statements.slice(january.length))).toBe(JSON.stringify(atOnce))
    }),
  )
})

test('every line unfolds to what it is made of, and every sum is one', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const debts = new Map<string, number>()
      for (const statement of monthByMonth(rows)) {
        const { lines, details, leaderId } = statement
        const fens = (list: readonly { fen: number }[]) => sum(list.map((one) => one.fen))
        expect(sum(details.orders.map((one) => one.baseFen))).toBe(lines.base)
        expect(details.orders).toHaveLength(statement.effectiveOrders)
        expect((details.firstOrder?.fen ?? 0) + (details.guarantee?.fen ?? 0)).toBe(lines.newLeader)
        expect(fens(details.newCustomers)).toBe(lines.newCustomers)
        expect(fens(details.dividend)).toBe(lines.dividend)
        expect(fens(details.clawback)).toBe(lines.clawback)
        expect(fens(details.redPackets)).toBe(statement.redPackets)
        expect(lines.clawback).toBeLessThanOrEqual(0)
        for (const item of details.clawback) if (item.lines) expect(sum(Object.values(item.lines))).toBe(item.fen)
        expect(sum(Object.values(lines))).toBe(statement.gross)
        expect(statement.debt).toBe(debts.get(leaderId) ?? 0)
        expect(statement.net + statement.carriedForward).toBe(statement.gross - statement.debt - statement.withheld)
        expect(statement.net * statement.carriedForward).toBeCloseTo(0)
        debts.set(leaderId, Math.abs(statement.carriedForward))
        expect(isGenuine(statement, digest)).toBe(true)
        expect(isGenuine({ ...statement, net: statement.net + 1 }, digest)).toBe(false)
      }
    }),
  )
})

test('the ledger agrees: after payout a leader’s balance is what was carried forward, and every posting has its own id', () => {
  // Without red packets, whose money has a way of its own.
  const plan: Plan = { ...full, targets: null }
  fc.assert(
    fc.property(history, (rows) => {
      const postings: Posting[] = []
      const commissionOf = (one: Order) =>
        baseCommission({ totalFen: one.netFen, refundedFen: 0, counts: one.counts }, plan)
      const statements: Statement[] = []
      let before = new Map<string, Order>()
      PERIODS.forEach((until, i) => {
        const orders = asKnown(rows, i)
        for (const one of orders) {
          const was = before.get(one.orderId)
          const { orderId, leaderId } = one
          const money = { orderId, leaderId, totalFen: one.netFen, commissionFen: commissionOf(one) }
          if (!was) postings.push(...paidPostings(money, one.paidAt), ...completedPostings(money, one.paidAt))
          else if (was.netFen !== one.netFen) {
            const [commissionBeforeFen, commissionAfterFen] = [commissionOf(was), commissionOf(one)]
            const refund = { orderId, leaderId, no: String(i), amountFen: was.netFen - one.netFen, released: true }
            postings.push(...refundPostings({ ...refund, commissionBeforeFen, commissionAfterFen }, 1))
          }
        }
        before = new Map(orders.map((one) => [one.orderId, one]))
        const through = PERIODS[i - 1]
        const settledBefore = through === undefined ? undefined : { through, statements: [...statements] }
        for (const month of settle({ ...common, planAt: () => plan, orders, until, settled: settledBefore }))
          for (const statement of month.statements) {
            statements.push(statement)
            postings.push(...statementPostings(statement, 'targets', 2), ...payoutPostings(statement, 3))
            postings.push(...payoutEndedPostings(statement, true, 0, 4))
          }
      })
      const balance = balances(postings)
      expect(new Set(postings.map((one) => one._id)).size).toBe(postings.length)
      expect(sum([...balance.values()])).toBe(0)
      expect(balance.get(account.transfers) ?? 0).toBe(0)
      for (const leaderId of ['A', 'B', 'C']) {
        const own = statements.filter((one) => one.leaderId === leaderId)
        // Base commission of orders refunded since their month was settled is still with the next statement.
        const open = sum(own.map((one) => one.lines.base)) - baseNow(asKnown(rows, 4), leaderId, commissionOf)
        const taken = sum(own.flatMap((one) => one.details.clawback.map((item) => item.lines?.base ?? 0)))
        expect((balance.get(account.available(leaderId)) ?? 0) + open + taken).toBe(own.at(-1)?.carriedForward ?? 0)
        expect(balance.get(account.frozen(leaderId)) ?? 0).toBe(0)
      }
    }),
  )
})

function baseNow(orders: readonly Order[], leaderId: string, commissionOf: (one: Order) => number): number {
  return sum(orders.filter((one) => one.leaderId === leaderId).map(commissionOf))
}
