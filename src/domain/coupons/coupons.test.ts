import { promotionInWords } from '../promotions/promotion'
import type { Occasion } from '../promotions/rule'
import { DAY_MS } from '../time'
import { type Coupon, givenBack, validityOf } from './coupon'
import { goalCoupon } from './goalCoupon'
import { type Issued, issueRefusals } from './issue'
import { type CouponState, type CouponStep, couponCan, couponTransitions } from './states'
import type { Template } from './template'
import { refusals } from './usable'

const now = Date.parse('2026-11-21T14:00:00+08:00')
const occasion: Occasion = { at: now, newCustomer: true, segments: ['新邻居'], team: false, leaderId: 'l1' }
const template: Template = {
  id: 't1',
  name: '新人券',
  action: { code: 'fixed', args: { offFen: 1000, thresholdFen: 5000 } },
  validity: { days: 7 },
  paidBy: 'platform',
}
const coupon = (more: Partial<Coupon> = {}, rule: Partial<Template> = {}): Coupon => ({
  id: 'c1',
  state: 'issued',
  issuedAt: now - DAY_MS,
  template: { ...template, ...rule },
  ...more,
})

test('validity is absolute, or days of 24 hours from when it was handed out', () => {
  expect(validityOf(coupon())).toEqual({ from: now - DAY_MS, to: now + 6 * DAY_MS })
  expect(validityOf(coupon({}, { validity: { from: 1, to: 2 } }))).toEqual({ from: 1, to: 2 })
})

describe('using it', () => {
  test.each<[string, Coupon, string[]]>([
    ['a good one', coupon(), []],
    ['one that came back', coupon({ state: 'returned' }), []],
    ['its first moment', coupon({ issuedAt: now }), []],
    ['its last moment', coupon({ issuedAt: now - 7 * DAY_MS + 1 }), []],
    ['the moment it is over', coupon({ issuedAt: now - 7 * DAY_MS }), ['已于 11月21日 14:00 过期']],
    ['before its time', coupon({}, { validity: { from: now + 1, to: now + DAY_MS } }), ['11月21日 14:00 起可用']],
    ['in another order', coupon({ state: 'locked' }), ['正用在另一个待付款的订单里']],
    ['used', coupon({ state: 'used' }), ['已经用过了']],
    ['expired', coupon({ state: 'expired' }), ['已过期']],
    ['paid by this leader', coupon({}, { paidBy: { leaderId: 'l1' } }), []],
    ['paid by another leader', coupon({}, { paidBy: { leaderId: 'l2' } }), ['由团长承担，只能在他的团里用']],
    [
      'not for him, and over',
      coupon({ issuedAt: 0 }, { conditions: [{ code: 'segment', args: { segments: ['沉睡'] } }] }),
      ['已于 1月8日 8:00 过期', '仅限沉睡'],
    ],
  ])('%s', (_case, one, texts) => {
    expect(refusals(one, occasion).map(({ text }) => text)).toEqual(texts)
  })
  test('reasons have codes', () => {
    const bad = coupon({ issuedAt: 0 }, { paidBy: { leaderId: 'l2' }, conditions: [{ code: 'newCustomer', args: {} }] })
    const codes = (one: Coupon) => refusals(one, { ...occasion, newCustomer: false }).map(({ code }) => code)
    expect(codes(bad)).toEqual(['expired', 'newCustomer', 'otherLeader'])
    expect(codes(coupon({}, { validity: { from: now + 1, to: now + 2 } }))).toEqual(['tooEarly'])
    expect(codes(coupon({ state: 'used' }))).toEqual(['used'])
  })
})

describe('handing it out', () => {
  const none: Issued = { inAll: 0, toThisPerson: 0 }
  const quota = { total: 100, perPerson: 2 }
  test.each<[string, Partial<Template>, Issued, [string, string][]]>([
    ['without limits', {}, { inAll: 10 ** 9, toThisPerson: 10 ** 6 }, []],
    ['the last one', { quota }, { inAll: 99, toThisPerson: 1 }, []],
    ['one too many', { quota }, { inAll: 100, toThisPerson: 1 }, [['gone', '已经领完了']]],
    ['had enough', { quota }, { inAll: 99, toThisPerson: 2 }, [['hadEnough', '每人限领 2 张']]],
    [
      'to somebody it is not for',
      { conditions: [{ code: 'segment', args: { segments: ['沉睡'] } }] },
      none,
      [['segment', '仅限沉睡']],
    ],
    [
      'outside its hours',
      { conditions: [{ code: 'weekdayHours', args: { windows: [{ weekdays: [1], fromHour: 1, toHour: 2 }] } }] },
      none,
      [],
    ],
    ['before it begins', { validity: { from: now + 1, to: now + 2 } }, none, []],
    ['at its end', { validity: { from: 0, to: now } }, none, [['over', '活动已于 11月21日 14:00 结束']]],
    ['just before its end', { validity: { from: 0, to: now + 1 } }, none, []],
  ])('%s', (_case, rule, issued, reasons) => {
    const found = issueRefusals({ ...template, ...rule }, issued, occasion)
    expect(found.map(({ code, text }) => [code, text])).toEqual(reasons)
  })
})

describe('states', () => {
  const states: CouponState[] = ['issued', 'locked', 'used', 'returned', 'expired']
  test.each<[CouponStep, CouponState[], CouponState]>([
    ['lock', ['issued', 'returned'], 'locked'],
    ['use', ['locked'], 'used'],
    ['return', ['locked', 'used'], 'returned'],
    ['expire', ['issued', 'locked', 'used', 'returned'], 'expired'],
  ])('%s is possible from %j and leads to %s', (step, from, to) => {
    expect(states.filter((state) => couponCan(step, state))).toEqual(from)
    expect(couponTransitions[step].to).toBe(to)
  })
  test('nothing leads out of expired, and every state but the first is reached', () => {
    const steps = Object.keys(couponTransitions) as CouponStep[]
    expect(steps.filter((step) => couponCan(step, 'expired'))).toEqual([])
    expect(new Set(steps.map((step) => couponTransitions[step].to))).toEqual(new Set(states.slice(1)))
  })
  test('given back in time it is good again, else it is over', () => {
    expect(givenBack(coupon(), now + 6 * DAY_MS - 1)).toBe('return')
    expect(givenBack(coupon(), now + 6 * DAY_MS)).toBe('expire')
  })
})

test('the coupon of a reached goal: same value, seven days, for any goods', () => {
  const rule = goalCoupon('g1', { orders: 50, discountFen: 500 })
  expect(rule).toMatchObject({ id: 'goal:g1', name: '全团达标券', validity: { days: 7 }, paidBy: 'platform' })
  expect(promotionInWords(rule)).toBe('立减5')
})
