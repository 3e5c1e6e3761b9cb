import type { Coupon } from '../coupons/coupon'
import type { Template } from '../coupons/template'
import { MoneyError } from '../integer'
import type { ActionUse } from '../promotions/actions'
import type { PriceUse } from '../promotions/prices'
import { UnknownRule } from '../promotions/rule'
import type { Cart, CartLine, Ladder } from './cart'
import { priceCart } from './priceCart'

const at = Date.parse('2026-11-21T14:00:00+08:00')
const hour = 3_600_000
const occasion = { at, newCustomer: false, segments: [], team: false, leaderId: 'l1' }

const line = (skuId: string, priceFen: number, quantity = 1, more: Partial<CartLine> = {}): CartLine => ({
  skuId,
  priceFen,
  quantity,
  ...more,
})
const cart = (lines: CartLine[], more: Partial<Cart> = {}): Cart => ({ occasion, lines, ...more })
const steps = (...pairs: [number, number][]): ActionUse => ({
  code: 'steps',
  args: { steps: pairs.map(([thresholdFen, offFen]) => ({ thresholdFen, offFen })) },
})
const off = (offFen: number, thresholdFen?: number): ActionUse => ({ code: 'fixed', args: { offFen, thresholdFen } })
const ladder = (action: ActionUse, more: Partial<Ladder> = {}): Ladder => ({ id: 'ladder', action, ...more })
const coupon = (id: string, action: ActionUse, rule: Partial<Template> = {}, more: Partial<Coupon> = {}): Coupon => ({
  id,
  issuedAt: at - hour,
  state: 'issued',
  template: { id: `t-${id}`, name: `券${id}`, action, validity: { days: 7 }, paidBy: 'platform', ...rule },
  ...more,
})

describe('unit price', () => {
  const flash = (priceFen: number, more = {}): PriceUse => ({
    code: 'flash',
    args: { priceFen, from: at - hour, to: at + hour, ...more },
  })
  const team = (priceFen: number, limit?: number): PriceUse => ({ code: 'team', args: { priceFen, limit } })
  const newcomer = (priceFen: number, limit?: number): PriceUse => ({ code: 'newcomer', args: { priceFen, limit } })
  test.each<[string, PriceUse[], Partial<Cart['occasion']>, string, number]>([
    ['nothing else', [], {}, 'group', 1000],
    ['a flash sale', [flash(800)], {}, 'flash', 800],
    ['its first moment', [flash(800, { from: at })], {}, 'flash', 800],
    ['before it', [flash(800, { from: at + 1 })], {}, 'group', 1000],
    ['the moment it ends', [flash(800, { to: at })], {}, 'group', 1000],
    ['pieces at its limit', [flash(800, { limit: 2 })], {}, 'flash', 800],
    ['pieces over its limit', [flash(800, { limit: 1 })], {}, 'group', 1000],
    ['a flash price above the group price', [flash(1001)], {}, 'group', 1000],
    ['the same as the group price', [flash(1000)], {}, 'flash', 1000],
    ['a team price outside a team', [team(700)], {}, 'group', 1000],
    ['a team price in a team', [team(700)], { team: true }, 'team', 700],
    ['a team price over its limit', [team(700, 1)], { team: true }, 'group', 1000],
    ['a newcomer price for a regular', [newcomer(100)], {}, 'group', 1000],
    ['a newcomer price for a newcomer', [newcomer(100)], { newCustomer: true }, 'newcomer', 100],
    ['a newcomer price over its limit', [newcomer(100, 1)], { newCustomer: true }, 'group', 1000],
    ['the lowest of all', [newcomer(500), team(600), flash(550)], { newCustomer: true, team: true }, 'newcomer', 500],
    ['equals', [newcomer(500), team(500), flash(500)], { newCustomer: true, team: true }, 'flash', 500],
    ['equals without the first', [newcomer(500), team(500)], { newCustomer: true, team: true }, 'team', 500],
    ['a gift', [newcomer(0)], { newCustomer: true }, 'newcomer', 0],
  ])('%s', (_case, offers, who, code, priceFen) => {
    const priced = priceCart(cart([line('a', 1000, 2, { offers })], { occasion: { ...occasion, ...who } }))
    expect(priced.lines[0]?.unit).toMatchObject({ code, priceFen })
    expect(priced.totalFen).toBe(2 * priceFen)
    expect(priced.lines[0]?.unit.others).toHaveLength(offers.length)
  })

  test('says which one applies and why not the others', () => {
    const offers = [
      flash(800),
      team(700),
      newcomer(900),
      { code: 'flash', args: { priceFen: 1, from: 0, to: 1 } } as const,
    ]
    const who = { ...occasion, newCustomer: true }
    const { unit } = priceCart(cart([line('a', 800, 1, { offers })], { occasion: who })).lines[0]!
    expect(unit.reason).toBe('秒杀价 ¥8.00（11月21日 13:00 至 11月21日 15:00），可用价格里最低')
    expect(unit.others.map(({ reason }) => reason)).toEqual([
      '秒杀价 ¥0.01：已经结束',
      '组队价 ¥7.00：组队下单才有',
      '新人价 ¥9.00：高于秒杀价，不叠加',
      '团购价 ¥8.00：与秒杀价同价，不叠加',
    ])
  })

  test.each<[PriceUse, number, Partial<Cart['occasion']>, string]>([
    [flash(800, { from: at + hour, to: at + 2 * hour }), 1, {}, '秒杀价 ¥8.00：11月21日 15:00 开抢'],
    [flash(800, { limit: 1 }), 2, {}, '秒杀价 ¥8.00：限 1 件，这里有 2 件'],
    [team(800, 1), 2, { team: true }, '组队价 ¥8.00：限 1 件，这里有 2 件'],
    [newcomer(800, 1), 2, { newCustomer: true }, '新人价 ¥8.00：限 1 件，这里有 2 件'],
    [newcomer(800), 1, {}, '新人价 ¥8.00：仅限还没下过单的新客'],
  ])('%j, %s pieces, %j: %s', (offer, pieces, who, reason) => {
    const priced = priceCart(
      cart([line('a', 1000, pieces, { offers: [offer] })], { occasion: { ...occasion, ...who } }),
    )
    expect(priced.lines[0]?.unit).toMatchObject({ reason: '团购价 ¥10.00', others: [{ reason }] })
  })

  test.each<[PriceUse, Partial<Cart['occasion']>, string]>([
    [team(1), { team: true }, '组队价 ¥0.01（组队下单），可用价格里最低'],
    [newcomer(1), { newCustomer: true }, '新人价 ¥0.01（第一单），可用价格里最低'],
  ])('%j for %j: %s', (offer, who, reason) => {
    const priced = priceCart(cart([line('a', 9, 1, { offers: [offer] })], { occasion: { ...occasion, ...who } }))
    expect(priced.lines[0]?.unit.reason).toBe(reason)
  })
})

describe('the worked split: 2000 over 1990/3580/990', () => {
  const lines = [line('a', 1990), line('b', 1790, 2), line('c', 990)]
  test('by a ladder', () => {
    const priced = priceCart(cart(lines, { ladders: [ladder(steps([6000, 2000]))], deliveryFen: 300 }))
    expect(priced.lines.map(({ offFen, paidFen }) => [offFen, paidFen])).toEqual([
      [607, 1383],
      [1091, 2489],
      [302, 688],
    ])
    expect(priced).toMatchObject({ amountFen: 6560, goodsFen: 4560, deliveryFen: 300, totalFen: 4860, ladders: [] })
    expect(priced.discounts).toEqual([
      {
        kind: 'ladder',
        id: 'ladder',
        name: '满减',
        rule: '满60减20',
        reason: '满60减20：减 ¥20',
        offFen: 2000,
        parts: [607, 1091, 302],
      },
    ])
  })
  test('by a coupon', () => {
    const priced = priceCart(cart(lines, { coupons: [coupon('a', off(2000))] }))
    expect(priced.discounts).toEqual([
      {
        kind: 'coupon',
        id: 'a',
        templateId: 't-a',
        name: '券a',
        rule: '立减20',
        reason: '立减20：减 ¥20',
        offFen: 2000,
        parts: [607, 1091, 302],
      },
    ])
  })
  test('one after the other, each by the amounts before it, and the goal last', () => {
    const priced = priceCart(
      cart(lines, {
        ladders: [ladder(steps([6000, 2000]), { name: '周末满减' })],
        coupons: [coupon('a', off(560))],
        goal: { orders: 50, discountFen: 1000, ordersBefore: 50 },
      }),
    )
    // 560 over 1383/2489/688: 169.84 305.66 84.49. 1000 over 1213/2183/604: 303.25 545.75 151.
    expect(priced.discounts.map(({ kind, parts }) => [kind, parts])).toEqual([
      ['ladder', [607, 1091, 302]],
      ['coupon', [170, 306, 84]],
      ['goal', [303, 546, 151]],
    ])
    expect(priced.discounts.map(({ id }) => id)).toEqual(['ladder', 'a', 'goal'])
    expect(priced.discounts.map(({ name, reason }) => [name, reason])).toEqual([
      ['周末满减', '满60减20：减 ¥20'],
      ['券a', '立减5.6：减 ¥5.6'],
      ['全团达标', '全团满 50 单：减 ¥10'],
    ])
    expect(priced.totalFen).toBe(3000)
  })
})

describe('the ladder', () => {
  const fruit = { category: '水果' }
  test('is tested on the lines in scope, and takes off those alone', () => {
    const scoped = ladder(steps([10_000, 1000], [20_000, 3000]), { scope: { categories: ['水果'] } })
    const priced = priceCart(
      cart([line('a', 9_999, 1, fruit), line('b', 50_000), line('c', 1, 1, fruit)], { ladders: [scoped] }),
    )
    expect(priced.discounts[0]?.parts).toEqual([1000, 0, 0])
    expect(priced.ladders).toEqual([
      { ladderId: 'ladder', name: '满减', missingFen: 10_000, offFen: 3000, text: '还差 ¥100.00 可减 ¥30' },
    ])
    const without = priceCart(cart([line('a', 9_999, 1, fruit), line('b', 50_000)], { ladders: [scoped] }))
    expect(without.discounts).toEqual([])
    expect(without.ladders[0]).toMatchObject({ missingFen: 1, text: '还差 ¥0.01 可减 ¥10' })
  })
  test('comes by itself: it is not declined for a coupon that would need the amount before it', () => {
    const priced = priceCart(
      cart([line('a', 10_000)], { ladders: [ladder(steps([10_000, 100]))], coupons: [coupon('a', off(2000, 10_000))] }),
    )
    expect(priced.totalFen).toBe(9900)
    expect(priced.couponId).toBeUndefined()
    expect(priced.coupons[0]).toMatchObject({ usable: false, reasons: [{ text: '还差 ¥1.00 可减 ¥20' }] })
  })
  test('is one of several: the best with a coupon, whatever their order', () => {
    const big = ladder(off(500), { id: 'big' })
    const small = ladder(off(400), { id: 'small' })
    const needs = coupon('a', off(300, 9_600))
    for (const ladders of [
      [big, small],
      [small, big],
    ]) {
      expect(priceCart(cart([line('a', 10_000)], { ladders })).discounts.map(({ id }) => id)).toEqual(['big'])
      const both = priceCart(cart([line('a', 10_000)], { ladders, coupons: [needs] }))
      expect(both.discounts.map(({ id }) => id)).toEqual(['small', 'a'])
      expect(both.totalFen).toBe(9300)
    }
  })
  test('of equals the one with the smaller id', () => {
    const ladders = [ladder(off(500), { id: 'z' }), ladder(off(500), { id: 'm' }), ladder(off(500), { id: 'y' })]
    expect(priceCart(cart([line('a', 10_000)], { ladders })).discounts[0]?.id).toBe('m')
  })
  test('runs when its conditions hold', () => {
    const args = { windows: [{ weekdays: [6, 7], fromHour: 14, toHour: 18 }] }
    const weekend = ladder(off(500), { conditions: [{ code: 'weekdayHours', args }] })
    const total = (moment: number) =>
      priceCart(cart([line('a', 1000)], { ladders: [weekend], occasion: { ...occasion, at: moment } })).totalFen
    expect(total(at)).toBe(500)
    expect(total(at - 1)).toBe(1000)
  })
  test('what is missing comes nearest first', () => {
    const far = ladder(steps([20_000, 1000]), { id: 'far' })
    const near = ladder(steps([15_000, 500]), { id: 'near' })
    const twin = ladder(steps([15_000, 500]), { id: 'a-twin' })
    const found = priceCart(cart([line('a', 10_000)], { ladders: [far, near, twin] })).ladders
    expect(found.map(({ ladderId }) => ladderId)).toEqual(['a-twin', 'near', 'far'])
  })
})

describe('the coupon', () => {
  const late = { issuedAt: at - hour + 1 }
  test.each<[string, Coupon[], string | undefined]>([
    ['none', [], undefined],
    ['the larger', [coupon('a', off(100)), coupon('b', off(101))], 'b'],
    ['the earlier expiry', [coupon('a', off(100), {}, late), coupon('b', off(100))], 'b'],
    ['the smaller template id', [coupon('a', off(100), { id: 't9' }), coupon('b', off(100), { id: 't10' })], 'b'],
    ['the smaller id of copies', [coupon('b', off(100), { id: 't' }), coupon('a', off(100), { id: 't' })], 'a'],
    ['none that saves nothing', [coupon('a', { code: 'percent', args: { offBp: 1 } })], undefined],
    ['no used one', [coupon('a', off(900), {}, { state: 'used' }), coupon('b', off(1))], 'b'],
  ])('%s', (_case, coupons, expected) => {
    expect(priceCart(cart([line('a', 1000)], { coupons })).couponId).toBe(expected)
    expect(priceCart(cart([line('a', 1000)], { coupons: [...coupons].reverse() })).couponId).toBe(expected)
  })

  test('never takes more than its lines come to', () => {
    const scoped = coupon('a', off(5000), { scope: { skuIds: ['a'] } })
    const priced = priceCart(cart([line('a', 1000), line('b', 2000)], { coupons: [scoped], deliveryFen: 500 }))
    expect(priced.discounts[0]).toMatchObject({ offFen: 1000, parts: [1000, 0] })
    expect(priced).toMatchObject({ goodsFen: 2000, totalFen: 2500 })
  })

  test('its threshold is tested after the ladder, on its own lines', () => {
    const scoped = coupon('a', off(100, 950), { scope: { skuIds: ['a'] } })
    const total = (offFen: number) =>
      priceCart(cart([line('a', 1000), line('b', 1000)], { coupons: [scoped], ladders: [ladder(off(offFen))] }))
        .totalFen
    expect(total(100)).toBe(1800)
    // 101 over two equal lines: the earlier one bears 51.
    expect(total(101)).toBe(1899)
  })

  test('the buyer may choose another one, or none', () => {
    const coupons = [
      coupon('a', off(100)),
      coupon('b', off(200)),
      coupon('c', off(900), {}, { state: 'used' }),
      coupon('d', off(900, 1001)),
    ]
    const chosen = (couponId?: string | null) => priceCart(cart([line('a', 1000)], { coupons, couponId }))
    expect(chosen()).toMatchObject({ totalFen: 800, couponId: 'b' })
    expect(chosen('a')).toMatchObject({ totalFen: 900, couponId: 'a' })
    for (const id of [null, 'c', 'd', 'unknown']) {
      expect(chosen(id).totalFen).toBe(1000)
      expect(chosen(id)).not.toHaveProperty('couponId')
    }
  })

  test('all are judged, the best first, and those that can not be used say why', () => {
    const coupons = [
      coupon('used', off(900), {}, { state: 'used' }),
      coupon('far', off(900, 3000)),
      coupon('near', off(900, 2000)),
      coupon('few', off(100)),
      coupon('most', off(200), { scope: { categories: ['奶'] } }),
      coupon('noGoods', off(200), { scope: { categories: ['蛋'] } }),
      coupon('crumb', { code: 'percent', args: { offBp: 4 } }),
    ]
    const priced = priceCart(cart([line('a', 1000, 1, { category: '奶' })], { coupons }))
    expect(
      priced.coupons.map((c) => [c.couponId, c.usable, c.offFen, c.goodsFen, c.reasons.map((r) => r.text)]),
    ).toEqual([
      ['most', true, 200, 800, []],
      ['few', true, 100, 900, []],
      ['near', false, 0, 1000, ['还差 ¥10.00 可减 ¥9']],
      ['far', false, 0, 1000, ['还差 ¥20.00 可减 ¥9']],
      ['crumb', false, 0, 1000, ['用了也不会更便宜']],
      ['noGoods', false, 0, 1000, ['没有它可用的商品']],
      ['used', false, 0, 1000, ['已经用过了']],
    ])
    expect(priced.coupons.flatMap((c) => c.reasons.map((r) => r.code))).toEqual([
      'belowThreshold',
      'belowThreshold',
      'nothingOff',
      'noGoods',
      'used',
    ])
    expect(priced.coupons[0]).toMatchObject({
      templateId: 't-most',
      name: '券most',
      rule: '立减2，限奶',
      expiresAt: at - hour + 7 * 24 * hour,
    })
    expect(priced.coupons[0]).not.toHaveProperty('missing')
  })

  test('equals are listed by expiry, template, copy', () => {
    const coupons = [
      coupon('d', off(1), { id: 't2' }, late),
      coupon('c', off(1), { id: 't2' }),
      coupon('b', off(1), { id: 't1' }),
      coupon('a', off(1), { id: 't2' }),
    ]
    const ids = priceCart(cart([line('a', 9)], { coupons })).coupons.map(({ couponId }) => couponId)
    expect(ids).toEqual(['b', 'a', 'c', 'd'])
  })
})

describe('what is missing for a coupon', () => {
  test('counts in the step of the ladder that comes with it', () => {
    // At ¥95 the ladder takes nothing; ¥5 more and it takes ¥10 off: the coupon's ¥100 needs ¥110 on the shelf.
    const ladders = [ladder(steps([10_000, 1000]))]
    const priced = priceCart(cart([line('a', 9500)], { ladders, coupons: [coupon('a', off(2000, 10_000))] }))
    expect(priced.coupons[0]?.missing).toEqual({ missingFen: 1500, offFen: 2000, text: '还差 ¥15.00 可减 ¥20' })
  })
  test('counts a ladder for all goods also where its own goods are still to come', () => {
    const scoped = { scope: { skuIds: ['b'] } }
    const missing = (more: Partial<Ladder>) =>
      priceCart(
        cart([line('a', 9500)], {
          ladders: [ladder(steps([1000, 500], [10_000, 1000]), more)],
          coupons: [coupon('c', off(2000, 3000), scoped)],
        }),
      ).coupons[0]?.missing?.missingFen
    // b gets 3000/12500 of the ladder's ¥10 and a little more for what is added: 3000 + 241 → 9500 : 3261 …
    expect(missing({ scope: { skuIds: ['a'] } })).toBe(3000)
    const all = missing({})
    expect(all).toBeGreaterThan(3000)
    const bought = priceCart(
      cart([line('a', 9500), line('b', all as number)], {
        ladders: [ladder(steps([1000, 500], [10_000, 1000]))],
        coupons: [coupon('c', off(2000, 3000), scoped)],
      }),
    )
    expect(bought.couponId).toBe('c')
  })
  test('is the next step of one that is used, too', () => {
    const priced = priceCart(
      cart([line('a', 10_000)], { coupons: [coupon('a', steps([10_000, 1000], [20_000, 3000]))] }),
    )
    expect(priced.couponId).toBe('a')
    expect(priced.coupons[0]?.missing).toEqual({ missingFen: 10_000, offFen: 3000, text: '还差 ¥100.00 可减 ¥30' })
  })
  test('is not said where the ladder takes all that is added', () => {
    const all = ladder({ code: 'percent', args: { offBp: 10_000 } })
    const priced = priceCart(cart([line('a', 1000)], { ladders: [all], coupons: [coupon('a', off(1, 500))] }))
    expect(priced.coupons[0]).toMatchObject({ usable: false, reasons: [{ code: 'nothingOff' }] })
    expect(priced.coupons[0]).not.toHaveProperty('missing')
  })
})

describe('where one of two ladders comes', () => {
  const either = ['a', 'b'].map((id) => ladder(off(500), { id, scope: { skuIds: [id] } }))
  test('a coupon is missing only what it is in the best way for it', () => {
    const lines = [line('a', 1000), line('b', 1000)]
    const scoped = coupon('c', off(100, 1000), { scope: { skuIds: ['a'] } })
    const [judged] = priceCart(cart(lines, { ladders: either, coupons: [scoped] })).coupons
    expect(judged).toMatchObject({ usable: true, offFen: 100, goodsFen: 1400 })
    expect(judged).not.toHaveProperty('missing')
  })
  test('a coupon is missing what it is after the ladder that is best beside it', () => {
    // The shallow ladder would leave enough for the coupon; but the deep one alone is cheaper than both together.
    const ladders = [ladder(off(500), { id: 'shallow' }), ladder(off(2000), { id: 'deep' })]
    const bought = (fen: number) =>
      priceCart(cart([line('a', fen)], { ladders, coupons: [coupon('c', off(1000, 9000))] }))
    const [judged] = bought(10_000).coupons
    expect(judged).toMatchObject({ usable: false, reasons: [{ code: 'belowThreshold', text: '还差 ¥10.00 可减 ¥10' }] })
    expect(bought(10_999).couponId).toBeUndefined()
    expect(bought(11_000)).toMatchObject({ couponId: 'c', totalFen: 8000 })
  })
  test('a coupon that comes to the same is not used, even when it was chosen', () => {
    const ladders = [ladder(off(100), { id: 'shallow' }), ladder(off(1500), { id: 'deep' })]
    const chosen = (offFen: number) =>
      priceCart(cart([line('a', 10_000)], { ladders, coupons: [coupon('c', off(offFen, 9000))], couponId: 'c' }))
    expect(chosen(1400)).toMatchObject({ totalFen: 8500, coupons: [{ usable: false, goodsFen: 8500 }] })
    expect(chosen(1400)).not.toHaveProperty('couponId')
    expect(chosen(1401)).toMatchObject({ totalFen: 8499, couponId: 'c' })
  })
  test('what is missing as much is told by id', () => {
    const far = ['z', 'y', 'x'].map((id) => ladder(off(500, 3000), { id }))
    const ahead = priceCart(cart([line('a', 1000)], { ladders: far })).ladders
    expect(ahead.map(({ ladderId }) => ladderId)).toEqual(['x', 'y', 'z'])
  })
})

describe("the group's goal", () => {
  const goal = { orders: 50, discountFen: 500 }
  test.each([
    [49, 1000, { orders: 1, text: '还差 1 单，全团减 ¥5' }],
    [50, 500, undefined],
    [51, 500, undefined],
  ])('%s orders before: ¥%s, ahead %j', (ordersBefore, totalFen, ahead) => {
    const priced = priceCart(cart([line('a', 1000)], { goal: { ...goal, ordersBefore } }))
    expect(priced.totalFen).toBe(totalFen)
    expect(priced.goal).toEqual(ahead)
  })
  test('never takes more than there is, and spends no coupon that it makes useless', () => {
    const reached = { ...goal, ordersBefore: 50 }
    const priced = priceCart(
      cart([line('a', 400)], { goal: reached, coupons: [coupon('a', off(100))], deliveryFen: 100 }),
    )
    expect(priced).toMatchObject({ goodsFen: 0, totalFen: 100 })
    expect(priced.coupons).toMatchObject([{ usable: false, reasons: [{ text: '用了也不会更便宜' }] }])
    expect(priced.discounts).toMatchObject([{ kind: 'goal', offFen: 400, parts: [400] }])
  })
  test('pays for what a coupon is missing, too: then nothing is said of it', () => {
    const missing = (discountFen: number) =>
      priceCart(
        cart([line('a', 400)], {
          goal: { orders: 1, discountFen, ordersBefore: 1 },
          coupons: [coupon('a', off(100, 500))],
        }),
      ).coupons[0]?.missing?.missingFen
    expect(missing(499)).toBe(100)
    expect(missing(500)).toBeUndefined()
  })
  test('comes after the coupon, whose threshold it does not touch', () => {
    const reached = { ...goal, ordersBefore: 50 }
    const priced = priceCart(cart([line('a', 1000)], { goal: reached, coupons: [coupon('a', off(900, 1000))] }))
    expect(priced.discounts.map(({ kind, offFen }) => [kind, offFen])).toEqual([
      ['coupon', 900],
      ['goal', 100],
    ])
  })
  test('of nothing is no discount', () => {
    const none = { orders: 1, discountFen: 0, ordersBefore: 1 }
    expect(priceCart(cart([line('a', 1000)], { goal: none })).discounts).toEqual([])
  })
})

test('an empty cart costs its delivery', () => {
  const priced = priceCart(cart([], { ladders: [ladder(off(100))], coupons: [coupon('a', off(1))], deliveryFen: 300 }))
  expect(priced).toMatchObject({ lines: [], discounts: [], amountFen: 0, goodsFen: 0, totalFen: 300 })
})

test.each<[string, Cart, string]>([
  ['half a fen', cart([line('a', 0.5)]), 'price must be a safe integer, got 0.5'],
  ['a negative price', cart([line('a', -1)]), 'price must be at least 0, got -1'],
  ['no pieces', cart([line('a', 1, 0)]), 'pieces must be at least 1, got 0'],
  ['half a piece', cart([line('a', 1, 0.5)]), 'pieces must be a safe integer, got 0.5'],
  ['too much for exact arithmetic', cart([line('a', Number.MAX_SAFE_INTEGER, 2)]), 'product must be a safe integer'],
  ['too much together', cart([line('a', Number.MAX_SAFE_INTEGER), line('b', 1)]), 'amount must be a safe integer'],
  ['negative delivery', cart([line('a', 1)], { deliveryFen: -1 }), 'delivery must be at least 0, got -1'],
  ['NaN off', cart([line('a', 1)], { ladders: [ladder(off(Number.NaN))] }), 'amount must be a safe integer, got NaN'],
  [
    'a negative goal',
    cart([line('a', 1)], { goal: { orders: 0, discountFen: -1, ordersBefore: 0 } }),
    'goal must be at least 0, got -1',
  ],
  [
    'a negative offer',
    cart([line('a', 1, 1, { offers: [{ code: 'team', args: { priceFen: -1 } }] })]),
    'price must be at least 0, got -1',
  ],
])('%s is an error, never a figure', (_case, bad, message) => {
  expect(() => priceCart(bad)).toThrow(MoneyError)
  expect(() => priceCart(bad)).toThrow(message)
})

test('a rule of a newer version is an error, not a discount left out', () => {
  const unknown = { code: 'lottery', args: {} } as unknown as ActionUse
  expect(() => priceCart(cart([line('a', 1)], { ladders: [ladder(unknown)] }))).toThrow(UnknownRule)
})
