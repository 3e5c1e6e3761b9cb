import { actions } from '../promotions/actions'
import { conditions } from '../promotions/conditions'
import { cartSchema } from './schema'

const action = { code: 'fixed', args: { offFen: 100 } }
const template = { id: 't', name: '券', validity: { days: 7 }, action }
const least = { at: '2026-11-21T14:00:00+08:00', lines: [{ skuId: 'a', quantity: 2, priceFen: 1000 }] }
const at = Date.parse(least.at)

test('what is left out has its default', () => {
  expect(cartSchema.parse(least)).toEqual({
    cart: {
      occasion: { at, team: false, newCustomer: false, segments: [] },
      lines: [{ skuId: 'a', quantity: 2, priceFen: 1000 }],
      ladders: [],
      coupons: [],
      deliveryFen: 0,
    },
    refunds: [],
  })
  expect(cartSchema.parse({ ...least, buyer: {} }).cart.occasion).toMatchObject({ newCustomer: false, segments: [] })
  expect(cartSchema.parse({ ...least, buyer: { newCustomer: true } }).cart.occasion).toMatchObject({
    newCustomer: true,
    segments: [],
  })
})

test('everything there is', () => {
  const promotion = {
    scope: { skuIds: ['a'], categories: ['奶'] },
    conditions: [
      { code: 'newCustomer', args: {} },
      { code: 'segment', args: { segments: ['沉睡'] } },
      { code: 'weekdayHours', args: { windows: [{ weekdays: [1, 7], fromHour: 0, toHour: 24 }] } },
    ],
    action: { code: 'steps', args: { steps: [{ thresholdFen: 1000, offFen: 100 }] } },
  }
  const whole = {
    id: 't',
    name: '券',
    ...promotion,
    validity: { from: at, to: at + 1 },
    quota: { total: 9, perPerson: 1 },
    paidBy: { leaderId: 'l' },
  }
  const line = {
    skuId: 'a',
    name: '奶',
    category: '奶',
    quantity: 9999,
    priceFen: 1_000_000_000,
    offers: [
      { code: 'flash', args: { priceFen: 0, from: 1, to: 2, limit: 1 } },
      { code: 'team', args: { priceFen: 1 } },
      { code: 'newcomer', args: { priceFen: 1, limit: 999 } },
    ],
  }
  const read = cartSchema.parse({
    at,
    buyer: { newCustomer: true, segments: ['沉睡'] },
    leaderId: 'l',
    team: true,
    lines: [line],
    ladders: [{ id: 'm', name: '满减', ...promotion }],
    templates: [whole, { ...template, id: 'u' }],
    coupons: [
      { id: 'c', templateId: 't', issuedAt: '2026-11-20T14:00:00+08:00', state: 'returned' },
      { id: 'd', templateId: 'u' },
    ],
    couponId: null,
    goal: { orders: 5, discountFen: 1, ordersBefore: 0 },
    deliveryFen: 3,
    refunds: [{ skuId: 'a', pieces: 9999 }],
  })
  expect(read).toEqual({
    cart: {
      occasion: { at, newCustomer: true, segments: ['沉睡'], leaderId: 'l', team: true },
      lines: [line],
      ladders: [{ id: 'm', name: '满减', ...promotion }],
      coupons: [
        { id: 'c', state: 'returned', issuedAt: at - 86_400_000, template: whole },
        { id: 'd', state: 'issued', issuedAt: at, template: { ...template, id: 'u', paidBy: 'platform' } },
      ],
      couponId: null,
      goal: { orders: 5, discountFen: 1, ordersBefore: 0 },
      deliveryFen: 3,
    },
    refunds: [{ skuId: 'a', pieces: 9999 }],
  })
})

const line = least.lines[0]!
const ofTemplate = (more: object) => ({ templates: [{ ...template, ...more }] })
const ofAction = (code: string, args: object) => ofTemplate({ action: { code, args } })
const oneOf = (rules: readonly { code: string }[]) => `one of ${rules.map(({ code }) => `"${code}"`).join(', ')}`
const fenFrom = (min: number) => `a whole number of fen from ${min} to 1000000000`
const moment = 'a moment with offset like "2026-11-21T14:00:00+08:00", or milliseconds'

test.each<[object, string, string]>([
  [{ at: undefined }, 'at', moment],
  [{ at: 1.5 }, 'at', moment],
  [{ at: '14:00' }, 'at', moment],
  [{ lines: undefined }, 'lines', 'a list'],
  [{ lines: [7] }, 'lines.0', 'an object'],
  [{ lines: [{ ...line, skuId: '' }] }, 'lines.0.skuId', 'a text that is not empty'],
  [{ lines: [{ ...line, skuId: 7 }] }, 'lines.0.skuId', 'a text'],
  [{ lines: [{ ...line, quantity: 0 }] }, 'lines.0.quantity', 'a whole number of pieces from 1 to 9999'],
  [{ lines: [{ ...line, quantity: 10_000 }] }, 'lines.0.quantity', 'a whole number of pieces from 1 to 9999'],
  [{ lines: [{ ...line, priceFen: -1 }] }, 'lines.0.priceFen', fenFrom(0)],
  [{ lines: [{ ...line, priceFen: 1_000_000_001 }] }, 'lines.0.priceFen', fenFrom(0)],
  [{ lines: [{ ...line, priceFen: 0.5 }] }, 'lines.0.priceFen', fenFrom(0)],
  [{ lines: [line, { ...line }] }, 'lines.1.skuId', 'another skuId than that of lines[0]'],
  [{ lines: Array(1001).fill(line) }, 'lines', 'at most 1000 lines'],
  [
    { x: 1 },
    '',
    'no other key than at, buyer, leaderId, team, lines, ladders, templates, coupons, couponId, goal, deliveryFen, refunds',
  ],
  [{ team: 1 }, 'team', 'true or false'],
  [{ buyer: { x: 1 } }, 'buyer', 'no other key than newCustomer, segments'],
  [{ deliveryFen: -1 }, 'deliveryFen', fenFrom(0)],
  [
    { goal: { orders: 0, discountFen: 1, ordersBefore: 0 } },
    'goal.orders',
    'a whole number of orders from 1 to 1000000',
  ],
  [{ goal: { orders: 1, discountFen: 0, ordersBefore: 0 } }, 'goal.discountFen', fenFrom(1)],
  [
    { goal: { orders: 1, discountFen: 1, ordersBefore: -1 } },
    'goal.ordersBefore',
    'a whole number of orders from 0 to 1000000',
  ],
  [
    {
      ladders: [
        { id: 'm', action },
        { id: 'm', action },
      ],
    },
    'ladders.1.id',
    'another id than that of ladders[0]',
  ],
  [{ templates: [template, template] }, 'templates.1.id', 'another id than that of templates[0]'],
  [{ coupons: [{ id: 'c', templateId: 't' }] }, 'coupons.0.templateId', 'the id of one of the templates'],
  [
    {
      templates: [template],
      coupons: [
        { id: 'c', templateId: 't' },
        { id: 'c', templateId: 't' },
      ],
    },
    'coupons.1.id',
    'another id than that of coupons[0]',
  ],
  [
    { templates: [template], coupons: [{ id: 'c', templateId: 't', state: 'lost' }] },
    'coupons.0.state',
    'one of "issued", "locked", "used", "returned", "expired"',
  ],
  [
    ofTemplate({ quota: { perPerson: 0 } }),
    'templates.0.quota.perPerson',
    'a whole number of copies from 1 to 1000000000',
  ],
  [{ couponId: 'c' }, 'couponId', 'null or the id of one of the coupons'],
  [{ refunds: [{ skuId: 'x', pieces: 1 }] }, 'refunds.0.skuId', 'the skuId of one of the lines'],
  [{ refunds: [{ skuId: 'a', pieces: 0 }] }, 'refunds.0.pieces', 'a whole number of pieces from 1 to 9999'],
  [
    {
      refunds: [
        { skuId: 'a', pieces: 1 },
        { skuId: 'a', pieces: 2 },
      ],
    },
    'refunds.1.pieces',
    'at most the 1 pieces left',
  ],
  [ofTemplate({ action: { code: 'gift', args: {} } }), 'templates.0.action.code', oneOf(actions)],
  [ofTemplate({ action: 7 }), 'templates.0.action', 'an object with code and args'],
  [ofTemplate({ conditions: [{ code: 'x', args: {} }] }), 'templates.0.conditions.0.code', oneOf(conditions)],
  [ofAction('fixed', { offFen: 0 }), 'templates.0.action.args.offFen', fenFrom(1)],
  [ofAction('fixed', {}), 'templates.0.action.args.offFen', fenFrom(1)],
  [ofAction('fixed', { offFen: 1, thresholdFen: -1 }), 'templates.0.action.args.thresholdFen', fenFrom(0)],
  [ofAction('percent', { offBp: 10_001 }), 'templates.0.action.args.offBp', 'a whole number of bp from 1 to 10000'],
  [ofAction('steps', { steps: [] }), 'templates.0.action.args.steps', 'at least one'],
  [ofAction('steps', { steps: [{ offFen: 1 }] }), 'templates.0.action.args.steps.0.thresholdFen', fenFrom(1)],
  [ofAction('every', { offFen: 2, thresholdFen: 1 }), 'templates.0.action.args', '减的比门槛还多'],
  [
    ofTemplate({
      conditions: [{ code: 'weekdayHours', args: { windows: [{ weekdays: [0], fromHour: 24, toHour: 0 }] } }],
    }),
    'templates.0.conditions.0.args.windows.0.weekdays.0',
    'a whole number of weekdays from 1 to 7',
  ],
  [
    ofTemplate({
      conditions: [{ code: 'weekdayHours', args: { windows: [{ weekdays: [1], fromHour: 24, toHour: 24 }] } }],
    }),
    'templates.0.conditions.0.args.windows.0.fromHour',
    'a whole number of hours from 0 to 23',
  ],
  [
    ofTemplate({
      conditions: [{ code: 'weekdayHours', args: { windows: [{ weekdays: [1], fromHour: 0, toHour: 0 }] } }],
    }),
    'templates.0.conditions.0.args.windows.0.toHour',
    'a whole number of hours from 1 to 24',
  ],
  [
    ofTemplate({ conditions: [{ code: 'newCustomer', args: { x: 1 } }] }),
    'templates.0.conditions.0.args',
    'no other key than none',
  ],
  [ofTemplate({ scope: {} }), 'templates.0.scope', 'at least one SKU or category; no scope at all means all goods'],
  [ofTemplate({ validity: { days: 0 } }), 'templates.0.validity.days', 'a whole number of days from 1 to 3660'],
  [ofTemplate({ validity: null }), 'templates.0.validity', 'an object'],
  [ofTemplate({ validity: 7 }), 'templates.0.validity', 'an object'],
  [ofTemplate({ validity: { from: 2, to: 2 } }), 'templates.0.validity.to', 'an end after the beginning'],
  [ofTemplate({ validity: { from: 1 } }), 'templates.0.validity.to', moment],
  [ofTemplate({ paidBy: 'me' }), 'templates.0.paidBy', '"platform" or {"leaderId": …}'],
  [ofTemplate({ quota: { total: 0 } }), 'templates.0.quota.total', 'a whole number of copies from 1 to 1000000000'],
  [
    { lines: [{ ...line, offers: [{ code: 'flash', args: { priceFen: 1, from: 2, to: 2 } }] }] },
    'lines.0.offers.0.args',
    '结束要晚于开始',
  ],
  [
    { lines: [{ ...line, offers: [{ code: 'team', args: { priceFen: 1, limit: 0 } }] }] },
    'lines.0.offers.0.args.limit',
    'a whole number of pieces from 1 to 999',
  ],
])('%j: %s: %s', (more, path, message) => {
  const result = cartSchema.safeParse({ ...least, ...more })
  const issues = result.error?.issues.map((issue) => [issue.path.join('.'), issue.message])
  expect(issues).toContainEqual([path, message])
})

test.each(['issued', 'locked', 'used', 'returned', 'expired'])('a coupon that is %s', (state) => {
  const platform = { ...template, paidBy: 'platform' }
  const read = cartSchema.parse({ ...least, templates: [platform], coupons: [{ id: 'c', templateId: 't', state }] })
  expect(read.cart.coupons).toEqual([{ id: 'c', state, issuedAt: at, template: platform }])
})

test('what a rule says itself is marked as such', () => {
  const result = cartSchema.safeParse({ ...least, ...ofAction('every', { offFen: 2, thresholdFen: 1 }) })
  expect(result.error?.issues).toMatchObject([{ code: 'custom', params: { verbatim: true } }])
})
