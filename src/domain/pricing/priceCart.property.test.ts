import fc from 'fast-check'
import type { Coupon } from '../coupons/coupon'
import type { CouponState } from '../coupons/states'
import type { ActionUse } from '../promotions/actions'
import type { ConditionUse } from '../promotions/conditions'
import type { PriceUse } from '../promotions/prices'
import type { Scope } from '../promotions/scope'
import type { Cart, Ladder } from './cart'
import { type Priced, priceCart } from './priceCart'
import { refundFen } from './refund'

const at = Date.parse('2026-11-21T14:00:00+08:00')
const DAY = 86_400_000
const categories = ['水果', '奶', '零食']

const fen = fc.integer({ min: 1, max: 5000 })
const threshold = fc.integer({ min: 1, max: 20_000 })
const scope: fc.Arbitrary<Scope | undefined> = fc.option(
  fc.record({
    categories: fc.subarray(categories),
    skuIds: fc.subarray(['s0', 's1', 's2', 's3']),
  }),
  { nil: undefined },
)
const action: fc.Arbitrary<ActionUse> = fc.oneof(
  fc.record({ thresholdFen: threshold, offFen: fen }).map((args): ActionUse => ({ code: 'fixed', args })),
  fc
    .record({ offBp: fc.integer({ min: 1, max: 10_000 }), capFen: fc.option(fen, { nil: undefined }) })
    .map((args): ActionUse => ({ code: 'percent', args })),
  fc
    .record({ thresholdFen: fc.integer({ min: 3000, max: 9000 }), offFen: fc.integer({ min: 1, max: 3000 }) })
    .map((args): ActionUse => ({ code: 'every', args })),
  fc.tuple(threshold, threshold, fen, fen).map(([a, b, c, d]): ActionUse => {
    const steps = [
      { thresholdFen: Math.min(a, b), offFen: Math.min(a, b, c) },
      { thresholdFen: Math.max(a, b) + 1, offFen: Math.min(a, b, c) + d },
    ]
    return { code: 'steps', args: { steps } }
  }),
)
const conditions: fc.Arbitrary<ConditionUse[]> = fc.array(
  fc.oneof(
    fc.constant<ConditionUse>({ code: 'newCustomer', args: {} }),
    fc
      .subarray(['新邻居', '沉睡'], { minLength: 1 })
      .map((s): ConditionUse => ({ code: 'segment', args: { segments: s } })),
  ),
  { maxLength: 2 },
)
const offers: fc.Arbitrary<PriceUse[]> = fc.uniqueArray(
  fc.oneof(
    fc.nat(6000).map((priceFen): PriceUse => ({ code: 'flash', args: { priceFen, from: at - DAY, to: at + DAY } })),
    fc.nat(6000).map((priceFen): PriceUse => ({ code: 'newcomer', args: { priceFen, limit: 2 } })),
    fc.nat(6000).map((priceFen): PriceUse => ({ code: 'team', args: { priceFen } })),
  ),
  { maxLength: 3, selector: (use) => use.code },
)
const coupons: fc.Arbitrary<Coupon[]> = fc
  .array(
    fc.record({
      state: fc.constantFrom<CouponState>('issued', 'issued', 'returned', 'locked', 'used', 'expired'),
      issuedAt: fc.integer({ min: at - 8 * DAY, max: at }),
      action,
      scope,
      conditions,
      leaderId: fc.option(fc.constantFrom('l1', 'l2'), { nil: undefined }),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ state, issuedAt, leaderId, ...promotion }, i) => ({
      id: `c${i}`,
      state,
      issuedAt,
      template: {
        id: `t${i % 3}`,
        name: `券${i}`,
        ...promotion,
        validity: { days: 7 },
        paidBy: leaderId === undefined ? ('platform' as const) : { leaderId },
      },
    })),
  )
const carts: fc.Arbitrary<Cart> = fc.record(
  {
    occasion: fc.record({
      at: fc.constant(at),
      newCustomer: fc.boolean(),
      segments: fc.subarray(['新邻居', '沉睡', '活跃']),
      team: fc.boolean(),
      leaderId: fc.constant('l1'),
    }),
    lines: fc
      .array(
        fc.record({
          category: fc.constantFrom(...categories),
          quantity: fc.integer({ min: 1, max: 5 }),
          priceFen: fc.nat(6000),
          offers,
        }),
        { maxLength: 6 },
      )
      .map((lines) => lines.map((line, i) => ({ ...line, skuId: `s${i}` }))),
    ladders: fc
      .array(fc.record({ action, scope, conditions }), { maxLength: 3 })
      .map((all) => all.map((promotion, i): Ladder => ({ id: `ladder${i}`, ...promotion }))),
    coupons,
    goal: fc.record({ orders: fc.constant(5), discountFen: fc.nat(3000), ordersBefore: fc.nat(9) }),
    deliveryFen: fc.nat(1000),
  },
  { requiredKeys: ['occasion', 'lines'] },
)

const total = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)
const all = (property: (cart: Cart, priced: Priced) => void) =>
  fc.assert(
    fc.property(carts, (cart) => property(cart, priceCart(cart))),
    { numRuns: 400 },
  )

test('lines, discounts and total agree to the fen, and nothing is below 0', () => {
  all((cart, priced) => {
    expect(priced.lines.map((line) => line.skuId)).toEqual(cart.lines.map((line) => line.skuId))
    for (const [i, line] of priced.lines.entries()) {
      expect(line.amountFen).toBe(line.unit.priceFen * line.quantity)
      expect(line.offFen).toBe(total(priced.discounts.map((discount) => discount.parts[i] as number)))
      expect(line.paidFen).toBe(line.amountFen - line.offFen)
      expect(line.paidFen).toBeGreaterThanOrEqual(0)
    }
    for (const discount of priced.discounts) {
      expect(discount.offFen).toBeGreaterThan(0)
      expect(total(discount.parts)).toBe(discount.offFen)
      for (const part of discount.parts) expect(part).toBeGreaterThanOrEqual(0)
    }
    expect(priced.amountFen).toBe(total(priced.lines.map((line) => line.amountFen)))
    expect(priced.goodsFen).toBe(total(priced.lines.map((line) => line.paidFen)))
    expect(priced.totalFen).toBe(priced.goodsFen + (cart.deliveryFen ?? 0))
    const kinds = priced.discounts.map(({ kind }) => kind)
    expect(kinds).toEqual(['ladder', 'coupon', 'goal'].filter((kind) => kinds.includes(kind as 'goal')))
  })
})

test('is the same whatever the order of ladders, coupons and offers', () => {
  all((cart, priced) => {
    const turned = {
      ...cart,
      ...(cart.coupons && { coupons: [...cart.coupons].reverse() }),
      ...(cart.ladders && { ladders: [...cart.ladders].reverse() }),
      lines: cart.lines.map((line) => ({ ...line, offers: [...(line.offers ?? [])].reverse() })),
    }
    const withoutOffers = ({ lines, ...rest }: Priced) => ({
      ...rest,
      lines: lines.map(({ offers: _, ...line }) => line),
    })
    expect(withoutOffers(priceCart(turned))).toEqual(withoutOffers(priced))
  })
})

test('one more coupon never makes it dearer, and one less the same only if it was not used', () => {
  all((cart, priced) => {
    for (const coupon of cart.coupons ?? []) {
      const fewer = priceCart({ ...cart, coupons: cart.coupons?.filter((other) => other !== coupon) })
      expect(fewer.totalFen).toBeGreaterThanOrEqual(priced.totalFen)
      if (coupon.id !== priced.couponId) expect(fewer.totalFen).toBe(priced.totalFen)
    }
  })
})

test('refunding all pieces, in portions and in any order of lines, returns what was paid for the goods', () => {
  fc.assert(
    fc.property(carts, fc.infiniteStream(fc.nat(99)), (cart, choice) => {
      const { lines, goodsFen } = priceCart(cart)
      const next = () => choice.next().value as number
      const open = lines.map((line) => ({ line, before: 0 }))
      let returned = 0
      while (open.length) {
        const one = open[next() % open.length]!
        const pieces = 1 + (next() % (one.line.quantity - one.before))
        returned += refundFen(one.line, one.before, pieces)
        one.before += pieces
        if (one.before === one.line.quantity) open.splice(open.indexOf(one), 1)
      }
      expect(returned).toBe(goodsFen)
    }),
  )
})

/**
 * The rules once more, as plainly and differently as they can be written: fen as BigInt, one loop over all combinations,
 * shares fen by fen. Prices by a way of its own as well.
 */
function plainly(cart: Cart): { paid: bigint[]; used: string | undefined } {
  const { occasion } = cart
  const amounts = cart.lines.map((line) => {
    const open = (line.offers ?? []).filter(({ code, args }) => {
      if (code === 'flash') return args.from <= at && at < args.to && line.quantity <= (args.limit ?? 999)
      if (code === 'team') return occasion.team && line.quantity <= (args.limit ?? 999)
      return occasion.newCustomer && line.quantity <= (args.limit ?? 999)
    })
    return BigInt(Math.min(line.priceFen, ...open.map(({ args }) => args.priceFen)) * line.quantity)
  })
  const sumOf = (list: bigint[]) => list.reduce((a, b) => a + b, 0n)
  const covered = (s: Scope | undefined, i: number) =>
    !s || !!s.skuIds?.includes(cart.lines[i]!.skuId) || !!s.categories?.includes(cart.lines[i]!.category!)
  const holds = (uses: readonly ConditionUse[] = []) =>
    uses.every((use) =>
      use.code === 'newCustomer'
        ? occasion.newCustomer
        : use.code === 'segment' && use.args.segments.some((s) => occasion.segments.includes(s)),
    )
  const offOf = ({ code, args }: ActionUse, fen: bigint): bigint => {
    let off = 0n
    if (code === 'fixed' && fen >= BigInt(args.thresholdFen ?? 0)) off = BigInt(args.offFen)
    if (code === 'every') off = (fen / BigInt(args.thresholdFen)) * BigInt(args.offFen)
    if (code === 'steps') for (const step of args.steps) if (fen >= BigInt(step.thresholdFen)) off = BigInt(step.offFen)
    if (code === 'percent') {
      off = (2n * fen * BigInt(args.offBp) + 10_000n) / 20_000n
      if (args.capFen !== undefined && off > BigInt(args.capFen)) off = BigInt(args.capFen)
    }
    return off < fen ? off : fen
  }
  /** Hands the fen that floors leave over to whoever is furthest below his exact share. */
  const takeOff = (off: bigint, from: bigint[], in_: (i: number) => boolean): bigint[] => {
    const base = from.map((a, i) => (in_(i) ? a : 0n))
    const all = sumOf(base)
    if (off === 0n) return from
    const parts = base.map((a) => (a * off) / all)
    while (sumOf(parts) < off) {
      let worst = 0
      const behind = (i: number) => base[i]! * off - parts[i]! * all
      for (let i = 1; i < parts.length; i++) if (behind(i) > behind(worst)) worst = i
      parts[worst]! += 1n
    }
    return from.map((a, i) => a - parts[i]!)
  }
  const ladders = (cart.ladders ?? []).filter(({ conditions, scope, action }) => {
    return holds(conditions) && offOf(action, sumOf(amounts.filter((_, i) => covered(scope, i)))) > 0n
  })
  const usable = (cart.coupons ?? []).filter(({ state, issuedAt, template: t }) => {
    const inTime = issuedAt <= at && at < issuedAt + 7 * DAY
    const byLeader = t.paidBy === 'platform' || t.paidBy.leaderId === 'l1'
    return (state === 'issued' || state === 'returned') && inTime && byLeader && holds(t.conditions)
  })
  const outcomes: { pay: bigint; expires: number; template: string; id: string; ladder: string; paid: bigint[] }[] = []
  for (const ladder of ladders.length ? ladders : [undefined])
    for (const coupon of [undefined, ...usable]) {
      const covers = (i: number) => covered(ladder?.scope, i)
      const ladderOff = ladder ? offOf(ladder.action, sumOf(amounts.filter((_, i) => covers(i)))) : 0n
      let left = takeOff(ladderOff, amounts, covers)
      const mine = (i: number) => covered(coupon?.template.scope, i)
      const couponOff = coupon ? offOf(coupon.template.action, sumOf(left.filter((_, i) => mine(i)))) : 0n
      if (coupon && couponOff === 0n) continue
      left = takeOff(couponOff, left, mine)
      const goalFen = BigInt(cart.goal && cart.goal.ordersBefore >= cart.goal.orders ? cart.goal.discountFen : 0)
      const rest = sumOf(left)
      left = takeOff(goalFen < rest ? goalFen : rest, left, () => true)
      outcomes.push({
        pay: sumOf(left),
        expires: coupon ? coupon.issuedAt + 7 * DAY : 0,
        template: coupon?.template.id ?? '',
        id: coupon?.id ?? '',
        ladder: ladder?.id ?? '',
        paid: left,
      })
    }
  outcomes.sort((a, b) => {
    if (a.pay !== b.pay) return a.pay < b.pay ? -1 : 1
    if (a.expires !== b.expires) return a.expires - b.expires
    const names = (o: typeof a) => [o.template, o.id, o.ladder].join('\u0000')
    return names(a) < names(b) ? -1 : 1
  })
  return { paid: outcomes[0]!.paid, used: outcomes[0]!.id || undefined }
}

test('is the best of all combinations, fen for fen, as an independent calculation has it', () => {
  fc.assert(
    fc.property(carts, (cart) => {
      const priced = priceCart(cart)
      const expected = plainly(cart)
      expect(priced.lines.map((line) => BigInt(line.paidFen))).toEqual(expected.paid)
      expect(priced.couponId).toBe(expected.used)
    }),
    { numRuns: 2000 },
  )
})

test('who buys what is said to be missing gets the step', () => {
  fc.assert(
    fc.property(carts, (cart) => {
      fc.pre(cart.lines.length > 0)
      const grow = (i: number, fen: number) =>
        priceCart({
          ...cart,
          lines: cart.lines.map((line, j) => (i === j ? { ...line, offers: [], quantity: 1, priceFen: fen } : line)),
        })
      const priced = priceCart(cart)
      for (const ahead of priced.coupons) {
        const template = cart.coupons?.find(({ id }) => id === ahead.couponId)?.template
        const first = cart.lines.findIndex(({ skuId, category }) => {
          const s = template?.scope
          return !s || s.skuIds?.includes(skuId) || s.categories?.includes(category!)
        })
        if (!ahead.missing || first < 0) continue
        const { missingFen, offFen } = ahead.missing
        const more = grow(first, priced.lines[first]!.amountFen + missingFen)
        const then = more.coupons.find(({ couponId }) => couponId === ahead.couponId)
        expect(then?.usable).toBe(true)
        expect(then?.offFen).toBeGreaterThanOrEqual(offFen)
      }
    }),
    { numRuns: 500 },
  )
})
