/**
 * The rules written a second time, from incentives.md alone and as plainly as possible: every figure by going through
 * all orders again. What it says must be what `settle` says, to the fen.
 */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { defaultPlan, type Plan, type Target } from '../plan/plan'
import { inOrder, type Order } from './order'
import { settle } from './settle'

const DAY = 86_400_000
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const shanghai = (at: number) => new Date(at + 8 * 3_600_000).toISOString()
const monthOf = (at: number) => shanghai(at).slice(0, 7)
const startOf = (month: string) => Date.parse(`${month}-01T00:00:00+08:00`)
const after = (month: string) => monthOf(startOf(month) + 40 * DAY)
const mondayOf = (at: number) => {
  const day = Date.parse(`${shanghai(at).slice(0, 10)}T00:00:00Z`)
  return new Date(day - ((new Date(day).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
}

/** n / d, halves away from zero. */
function round(n: bigint, d: bigint): number {
  const floor = n >= 0n ? n / d : -((-n + d - 1n) / d)
  const rest = n - floor * d
  const up = rest * 2n > d || (rest * 2n === d && n >= 0n)
  return Number(floor + (up ? 1n : 0n))
}
const bp = (fen: number, rate: number) => round(BigInt(fen) * BigInt(rate), 10_000n)
const total = (list: number[]) => list.reduce((a, b) => a + b, 0)
const less = ([a, b]: [bigint, bigint], [c, d]: [bigint, bigint]) => a * d < c * b

interface Row {
  leaderId: string
  period: string
  effectiveOrders: number
  netFen: number
  score: number | null
  band: string | null
  tierReached: number
  base: number
  tierExcess: number
  safetyNet: number
  newCustomers: number
  redPackets: number
  gross: number
  withheld: number
  net: number
  carriedForward: number
}

function oracle(orders: readonly Order[], plan: Plan, regionOf: (leaderId: string) => string): Row[] {
  const sorted = [...orders].sort((a, b) =>
    a.paidAt !== b.paidAt ? a.paidAt - b.paidAt : a.orderId < b.orderId ? -1 : 1,
  )
  const good = sorted.filter((o) => o.counts && o.netFen > 0 && o.netFen >= plan.minEffectiveFen)
  const leaders = [...new Set(good.map((o) => o.leaderId))].sort()
  const rows: Row[] = []
  const debts: Record<string, number> = {}
  const last = sorted.at(-1)
  if (!last) return []
  for (let month = monthOf((sorted[0] as Order).paidAt); month <= monthOf(last.paidAt); month = after(month)) {
    const start = startOf(month)
    const end = startOf(after(month))
    const own = (leaderId: string) => good.filter((o) => o.leaderId === leaderId && o.paidAt >= start && o.paidAt < end)
    const newOnes = (leaderId: string) =>
      own(leaderId).filter((o) => good.find((first) => first.buyerId === o.buyerId) === o).length
    const figures = (leaderId: string): [bigint, bigint][] => {
      const lately = good.filter((o) => o.leaderId === leaderId && o.paidAt >= end - 30 * DAY && o.paidAt < end)
      const buyers = [...new Set(lately.map((o) => o.buyerId))]
      const again = buyers.filter((buyer) => lately.filter((o) => o.buyerId === buyer).length >= 2)
      const n = own(leaderId).length
      return [
        [BigInt(n), 1n],
        [BigInt(total(own(leaderId).map((o) => o.netFen))), BigInt(n)],
        [BigInt(again.length), BigInt(Math.max(1, buyers.length))],
        [BigInt(newOnes(leaderId)), 1n],
      ]
    }
    for (const leaderId of leaders.filter((id) => own(id).length > 0)) {
      const region = leaders.filter((id) => regionOf(id) === regionOf(leaderId))
      const mine = own(leaderId)
      // Thresholds.
      const published = start - 3 * DAY
      const span = (from: number, to: number) =>
        good.filter((o) => region.includes(o.leaderId) && o.paidAt >= from && o.paidAt < to)
      const now = span(published - 28 * DAY, published)
      const then = span(published - 56 * DAY, published - 28 * DAY)
      let c: [bigint, bigint] = [1n, 1n]
      const { dynamic } = plan
      if (dynamic && then.length > 0 && Math.abs(now.length - then.length) * 10_000 > dynamic.bandBp * then.length) {
        const buyers = (list: Order[]) => BigInt(new Set(list.map((o) => o.buyerId)).size)
        c = [buyers(now) * BigInt(dynamic.priceIndexBp), buyers(then) * 10_000n]
        if (less(c, [BigInt(dynamic.minBp), 10_000n])) c = [BigInt(dynamic.minBp), 10_000n]
        if (less([BigInt(dynamic.maxBp), 10_000n], c)) c = [BigInt(dynamic.maxBp), 10_000n]
      }
      const thresholds: number[] = []
      for (const tier of plan.tiers) {
        let moved = Math.max(10, 10 * round(BigInt(tier.minOrders) * c[0], c[1] * 10n))
        const before = thresholds.at(-1)
        if (before !== undefined && moved <= before) moved = before + 10
        thresholds.push(dynamic ? moved : tier.minOrders)
      }
      // Assessment.
      let score: number | null = null
      let band: string | null = null
      let factor = 10_000
      if (plan.assessment) {
        const active = region.filter((id) => own(id).length > 0)
        const w = plan.assessment.weights
        let points: [bigint, bigint] = [0n, 1n]
        for (const [i, weight] of [w.orders, w.averageOrderValue, w.repurchase, w.newCustomers].entries()) {
          const values = active.map((id) => figures(id)[i] as [bigint, bigint]).sort((a, b) => (less(a, b) ? -1 : 1))
          const b = values[Math.ceil((9 * values.length) / 10) - 1] as [bigint, bigint]
          const x = figures(leaderId)[i] as [bigint, bigint]
          if (b[0] === 0n) continue
          const part: [bigint, bigint] = less(x, b) ? [x[0] * b[1], x[1] * b[0]] : [1n, 1n]
          points = [points[0] * part[1] + BigInt(weight) * part[0] * points[1], points[1] * part[1]]
        }
        score = round(points[0], points[1] * 10n)
        const found = [...plan.assessment.bands]
          .sort((a, b) => b.minScore - a.minScore)
          .find((b) => (score as number) >= b.minScore)
        band = found?.name ?? null
        factor = found?.factorBp ?? 10_000
      }
      // Commission.
      const n = mine.length
      const tierReached = thresholds.filter((threshold) => n >= threshold).length
      const base = total(mine.map((o) => bp(o.netFen, plan.baseRateBp)))
      let tierCommission = 0
      mine.forEach((o, i) => {
        let rate = plan.baseRateBp
        plan.tiers.forEach((tier, t) => {
          const threshold = thresholds[t] as number
          if (plan.mode === 'excess' ? i + 1 > threshold : n >= threshold) rate = tier.rateBp
        })
        tierCommission += bp(o.netFen, rate)
      })
      const tierExcess = bp(tierCommission - base, factor)
      const least = tierReached > 0 ? Math.max(base + tierExcess, bp(base, plan.safetyNetBp)) : base + tierExcess
      const safetyNet = least - base - tierExcess
      const newCustomers = newOnes(leaderId) * plan.newCustomerFen
      // Red packets, in the month of the order that reached the target.
      let redPackets = 0
      const targets: Target[] = plan.redPacketPool === null ? [] : (plan.targets ?? [])
      for (const o of mine)
        for (const target of targets) {
          const windowOf = (one: Order) =>
            target.window === 'day'
              ? shanghai(one.paidAt).slice(0, 10)
              : target.window === 'week'
                ? mondayOf(one.paidAt)
                : one.groupId
          if (windowOf(o) === undefined) continue
          const inWindow = good.filter((one) => one.leaderId === leaderId && windowOf(one) === windowOf(o))
          if (inWindow.indexOf(o) === target.orders - 1) redPackets += target.amountFen
        }
      // Money.
      const gross = base + tierExcess + safetyNet + newCustomers
      const income = Math.max(0, gross - (debts[leaderId] ?? 0)) + redPackets
      const withheld = plan.withholding ? labourTax(income) : 0
      const left = gross - (debts[leaderId] ?? 0) - withheld
      debts[leaderId] = left < 0 ? -left : 0
      rows.push({
        ...{
          leaderId,
          period: month,
          effectiveOrders: n,
          netFen: total(mine.map((o) => o.netFen)),
          score,
          band,
          tierReached,
        },
        ...{ base, tierExcess, safetyNet, newCustomers, redPackets, gross, withheld },
        ...{ net: Math.max(left, 0), carriedForward: Math.min(left, 0) },
      })
    }
  }
  return rows
}

function labourTax(fen: number): number {
  if (fen <= 80_000) return 0
  if (fen <= 400_000) return round(BigInt(fen - 80_000), 5n)
  const taxable = BigInt(fen) * 8n
  const [rate, minus] = taxable <= 20_000_000n ? [2n, 0n] : taxable <= 50_000_000n ? [3n, 200_000n] : [4n, 700_000n]
  return round(taxable * rate - minus * 100n, 100n)
}

const regionOf = (leaderId: string) => (leaderId < 'L2' ? 'north' : 'south')
const leaders = new Map(
  ['L0', 'L1', 'L2', 'L3'].map((leaderId) => [leaderId, { leaderId, region: regionOf(leaderId) }]),
)

function settled(orders: readonly Order[], plan: Plan): Row[] {
  const months = [...settle({ orders: inOrder(orders), planAt: () => plan, digest: sha256, leaders })]
  return months.flatMap(({ statements }) =>
    statements.map((s) => ({
      ...{ leaderId: s.leaderId, period: s.period, effectiveOrders: s.effectiveOrders, netFen: s.netFen },
      ...{ score: s.terms.score, band: s.terms.band, tierReached: s.tierReached },
      ...{ base: s.lines.base, tierExcess: s.lines.tierExcess, safetyNet: s.lines.safetyNet },
      ...{ newCustomers: s.lines.newCustomers, redPackets: s.redPackets, gross: s.gross, withheld: s.withheld },
      ...{ net: s.net, carriedForward: s.carriedForward },
    })),
  )
}

/** Instants around the edges of days, weeks and months, and anywhere. */
const instant = fc.oneof(
  fc
    .record({
      day: fc.constantFrom(
        '2014-01-31',
        '2014-02-03',
        '2014-02-26',
        '2014-02-01',
        '2014-03-01',
        '2014-03-02',
        '2014-03-31',
        '2014-04-01',
      ),
      ms: fc.constantFrom(-1, 0, 1, 1000),
    })
    .map(({ day, ms }) => Date.parse(`${day}T00:00:00+08:00`) + ms),
  fc.integer({ min: 0, max: 100 * 24 }).map((hours) => Date.parse('2014-01-10T00:00:00+08:00') + hours * 3_600_000),
  fc.integer({ min: 0, max: 5 }).map((hours) => Date.parse('2014-03-05T20:00:00+08:00') + hours * 3_600_000),
)
const order = fc.record({
  leaderId: fc.constantFrom('L0', 'L1', 'L2', 'L3'),
  buyerId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'L1', 'f', 'g'),
  paidAt: instant,
  netFen: fc.oneof(fc.constantFrom(0, 1, 499, 500, 505, 1005), fc.integer({ min: 0, max: 3_000_000 })),
  groupId: fc.constantFrom(undefined, 'g1', 'g2'),
})
const orderList = fc.array(order, { maxLength: 60 }).map((list) =>
  list.map((one, i): Order => {
    // Ids in an order that is neither that of the list nor that of their lengths.
    const orderId = `${(i * 7) % 13}-${i}`
    return { ...one, orderId, counts: one.buyerId !== one.leaderId }
  }),
)
const rate = fc.integer({ min: 0, max: 4000 })
const plans: fc.Arbitrary<Plan> = fc
  .record({
    baseRateBp: rate,
    mode: fc.constantFrom('excess' as const, 'whole' as const),
    tiers: fc
      .uniqueArray(fc.record({ minOrders: fc.integer({ min: 0, max: 12 }), rateBp: rate }), {
        maxLength: 3,
        selector: (t) => t.minOrders,
      })
      .map((tiers) => tiers.sort((a, b) => a.minOrders - b.minOrders)),
    safetyNetBp: fc.constantFrom(0, 10_000, 12_000, 15_001),
    minEffectiveFen: fc.constantFrom(0, 500),
    newCustomerFen: fc.constantFrom(0, 200),
    assessment: fc.constantFrom(null, defaultPlan.assessment),
    targets: fc.constantFrom<Target[] | null>(null, [
      { window: 'day', orders: 2, amountFen: 100_000 },
      { window: 'day', orders: 1, amountFen: 5 },
      { window: 'week', orders: 3, amountFen: 700 },
      { window: 'group', orders: 2, amountFen: 3_000_000 },
    ]),
    dynamic: fc.constantFrom(null, defaultPlan.dynamic, {
      bandBp: 0,
      minBp: 5000,
      maxBp: 20_000,
      priceIndexBp: 10_250,
    }),
    withholding: fc.constantFrom(null, defaultPlan.withholding),
  })
  .map((rules) => ({ ...defaultPlan, ...rules }))

test('settles as the rules say, to the fen', () => {
  fc.assert(
    fc.property(orderList, plans, (orders, plan) => {
      expect(settled(orders, plan)).toEqual(oracle(orders, plan, regionOf))
    }),
  )
})

test('many orders of few leaders, so that tiers are reached', () => {
  const busy = fc.array(order, { minLength: 60, maxLength: 120 }).map((list) =>
    list.map(
      (one, i): Order => ({
        ...one,
        leaderId: one.leaderId < 'L2' ? 'L0' : one.leaderId,
        netFen: 500 + (one.netFen % 9000),
        orderId: `o${i}`,
        counts: true,
      }),
    ),
  )
  fc.assert(
    fc.property(busy, plans, (orders, plan) => {
      expect(settled(orders, plan)).toEqual(oracle(orders, plan, regionOf))
    }),
  )
})
