import fc from 'fast-check'
import { commission } from '../incentives/commission'
import { DIVIDEND_WARNING } from '../incentives/dividend'
import { checkPlan, type PastMonth } from './check'
import { gradeOf, type HealthFigures, healthOf } from './health'
import { paysFrom } from './payoff'
import { defaultPlan, type Plan } from './plan'

const plan = (tiers: [number, number][], more: Partial<Plan> = {}): Plan => ({
  ...defaultPlan,
  ...more,
  tiers: tiers.map(([minOrders, rateBp]) => ({ minOrders, rateBp })),
})

describe('from which order on a tier beats the safety net', () => {
  test.each<[Plan['mode'], [number, number][], number, (number | undefined)[]]>([
    [
      'excess',
      [
        [20, 1100],
        [30, 1300],
      ],
      12_000,
      [undefined, 81],
    ],
    ['excess', [[10, 1500]], 12_000, [17]],
    ['excess', [[10, 1500]], 10_000, [11]],
    ['excess', [[10, 1200]], 12_000, [undefined]],
    ['excess', [[0, 1201]], 12_000, [1]],
    [
      'whole',
      [
        [10, 1200],
        [20, 1201],
      ],
      12_000,
      [undefined, 20],
    ],
    ['excess', [[10, 900]], 8000, [11]],
    // The tenth order brings just what the net gives.
    ['excess', [[9, 1500]], 10_500, [11]],
    [
      'excess',
      [
        [0, 3000],
        [1, 1100],
      ],
      25_000,
      [1, undefined],
    ],
  ])('%s %j with a net of %s: %j', (mode, tiers, safetyNetBp, expected) => {
    const rules = plan(tiers, { mode, safetyNetBp })
    expect(tiers.map((_, i) => paysFrom(i, rules))).toEqual(expected)
  })

  test('is the first order where the commission is more than the net gives', () => {
    const tiers = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3000 })), {
        minLength: 1,
        maxLength: 3,
        selector: ([n]) => n,
      })
      .map((list) => list.sort((a, b) => a[0] - b[0]))
    fc.assert(
      fc.property(tiers, fc.constantFrom('excess', 'whole'), fc.integer({ min: 0, max: 15_000 }), (list, mode, net) => {
        const rules = plan(list, { mode: mode as Plan['mode'], safetyNetBp: net })
        const last = list.length - 1
        const from = paysFrom(last, rules)
        // An order worth so much that nothing is rounded away.
        const worth = 10 ** 8
        for (let n = (list[last] as [number, number])[0] + (mode === 'whole' ? 0 : 1); n < 60; n++) {
          const { baseFen, excessFen } = commission(Array<number>(n).fill(worth), rules)
          if (n === 0) continue
          expect(from !== undefined && n >= from).toBe((baseFen + excessFen) * 10_000 > baseFen * net)
          if (from !== undefined && n >= from) break
        }
      }),
    )
  })
})

describe('plan check', () => {
  const past: PastMonth = { orders: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], costFen: 12_000, netFen: 100_000 }
  const said = (rules: Plan, month?: PastMonth) => checkPlan(rules, month).map((one) => `${one.level} ${one.code}`)
  const texts = (rules: Plan, code: string, month?: PastMonth) =>
    checkPlan(rules, month)
      .filter((one) => one.code === code)
      .map((one) => `${one.level} ${one.text}`)

  test('the defaults give no cause for warnings', () => {
    expect(said(defaultPlan)).toEqual([])
    expect(said(defaultPlan, past)).toEqual(['good second-tier', 'good cost'])
  })
  test.each([
    [119, 'warning 第 2 档 119 单，比上一档高 19%，建议 20–40%'],
    [120, 'good 第 2 档 120 单，比上一档高 20%'],
    [140, 'good 第 2 档 140 单，比上一档高 40%'],
    [141, 'warning 第 2 档 141 单，比上一档高 41%，建议 20–40%'],
  ])('a step from 100 to %s: %s', (second, text) => {
    expect(
      texts(
        plan([
          [100, 1500],
          [second, 2000],
        ]),
        'step',
      ),
    ).toEqual([text])
  })
  test('a step from nothing cannot be measured', () => {
    expect(
      texts(
        plan([
          [0, 1500],
          [10, 2000],
        ]),
        'step',
      ),
    ).toEqual(['warning 第 2 档 10 单，比上一档没有可比的步长，建议 20–40%'])
  })
  test('rates must rise', () => {
    expect(
      texts(
        plan([
          [10, 1000],
          [20, 1500],
          [30, 1500],
        ]),
        'rate',
      ),
    ).toEqual(['warning 第 1 档的比例不高于它下面的 10%', 'warning 第 3 档的比例不高于它下面的 15%'])
  })
  test.each([
    [80, 'good 首档 80 单，上期 30% 的团长够得着'],
    [81, 'warning 首档 81 单，上期 20% 的团长够得着'],
  ])('a first tier of %s', (first, text) => expect(texts(plan([[first, 1500]]), 'first-tier', past)).toEqual([text]))
  test.each([
    [[], 'good 第 2 档建议 90 单（上期 90 分位）'],
    [
      [
        [50, 1500],
        [90, 2000],
      ],
      'good 第 2 档 90 单不低于建议的 90 单（上期 90 分位）',
    ],
    [
      [
        [50, 1500],
        [80, 2000],
      ],
      'warning 第 2 档 80 单低于建议的 90 单（上期 90 分位）',
    ],
  ] as [[number, number][], string][])('the second of %j', (tiers, text) => {
    expect(texts(plan(tiers), 'second-tier', past)).toEqual([text])
  })
  test('payoff, and who lives by the safety net', () => {
    const rules = plan([
      [20, 1100],
      [30, 1300],
      [40, 1400],
    ])
    expect(texts(rules, 'payoff')).toEqual([
      'warning 第 1 档 20 单：总被保底盖过，比例不起作用',
      'warning 第 2 档 30 单：从第 81 单起才多过保底，那时已到下一档',
      'good 第 3 档 40 单：从第 61 单起才多过保底',
    ])
    expect(texts(rules, 'safety-net', past)).toEqual(['warning 9 位达档，5 位走保底'])
    expect(texts(rules, 'safety-net', { ...past, orders: [20, 61] })).toEqual(['good 2 位达档，1 位走保底'])
    expect(texts(rules, 'safety-net', { ...past, orders: [20, 60, 61] })).toEqual(['warning 3 位达档，2 位走保底'])
    expect(texts(rules, 'safety-net', { ...past, orders: [19] })).toEqual([])
  })
  test('a tier may pay up to the one that is next', () => {
    const tiers: [number, number][] = [
      [10, 1500],
      [11, 2000],
    ]
    expect(texts(plan(tiers, { safetyNetBp: 10_000 }), 'payoff')[0]).toBe('good 第 1 档 10 单：从第 11 单起才多过保底')
    expect(texts(plan(tiers, { mode: 'whole' }), 'payoff')[0]).toBe('good 第 1 档 10 单：从第 10 单起才多过保底')
  })
  test.each([
    [12_000, 'good 成本占净销售 12%，上限 12%'],
    [12_001, 'warning 成本占净销售 12%，上限 12%'],
  ])('a cost of %s', (costFen, text) => expect(texts(defaultPlan, 'cost', { ...past, costFen })).toEqual([text]))
  test('weights, bands, rounding, pool and dividend', () => {
    const { weights, bands } = defaultPlan.assessment as NonNullable<Plan['assessment']>
    const odd = { weights: { ...weights, orders: 3000 }, bands: bands.slice(0, 4) }
    const warned = checkPlan(plan([], { assessment: odd, dividend: { rateBp: 500 }, redPacketPool: null }))
    expect(warned.map(({ code, level, text }) => [code, level, text])).toEqual([
      ['weights', 'warning', '四维权重合计 90%，应为 100%'],
      ['bands', 'warning', '最低一档不从 0 分起：够不着它的人系数按 100%'],
      ['pool', 'warning', '有单量目标而没有红包预算池，红包不会发'],
      ['dividend', 'warning', `团队分红：${DIVIDEND_WARNING}`],
    ])
    expect(checkPlan(plan([], { dynamic: null, assessment: null }))).toEqual([])
    expect(said(plan([], { assessment: null, targets: null, redPacketPool: null }))).toEqual([])
    expect(
      texts(
        plan([
          [5, 1500],
          [7, 2000],
        ]),
        'rounding',
      ),
    ).toEqual(['warning 动态门槛取整到十：5、7 单会按 10、20 单公布'])
    expect(texts(plan([[5, 1500]], { dynamic: null }), 'rounding')).toEqual([])
    expect(texts(plan([[10, 1500]]), 'rounding')).toEqual([])
  })
})

describe('health', () => {
  const figures: HealthFigures = {
    ...{ paidOrders: 100, effectiveOrders: 95, buyersBefore: 50, buyersAgain: 12, leadersBefore: 10, leadersAgain: 8 },
    ...{ leaders: 12, reachedTier1: 2, costFen: 13_000, netFen: 100_000, hoursToReward: [100, 5, 60, 80] },
  }
  test('values, grades and trend', () => {
    const before = {
      ...figures,
      effectiveOrders: 96,
      costFen: 14_000,
      hoursToReward: [200, 70, 1],
      leadersAgain: 7,
      buyersBefore: 0,
    }
    expect(healthOf(figures, defaultPlan.health, before)).toEqual([
      { indicator: 'realOrders', value: 9500, grade: 'green', trend: 'worse' },
      { indicator: 'customerRetention', value: 2400, grade: 'red', trend: null },
      { indicator: 'leaderRetention', value: 8000, grade: 'amber', trend: 'better' },
      { indicator: 'reachingTier1', value: 1667, grade: 'amber', trend: 'same' },
      { indicator: 'cost', value: 1300, grade: 'amber', trend: 'better' },
      { indicator: 'hoursToReward', value: 70, grade: 'green', trend: 'same' },
    ])
  })
  test('what can not be measured any more has no trend', () => {
    const [, customers] = healthOf({ ...figures, buyersBefore: 0 }, defaultPlan.health, figures)
    expect(customers).toEqual({ indicator: 'customerRetention', value: null, grade: null, trend: null })
  })
  test('nothing to measure is neither good nor bad', () => {
    const nothing = Object.fromEntries(Object.keys(figures).map((key) => [key, 0])) as unknown as HealthFigures
    for (const line of healthOf({ ...nothing, hoursToReward: [] }, defaultPlan.health))
      expect(line).toMatchObject({ value: null, grade: null, trend: null })
  })
  test.each([
    ['cost', 10, 'green'],
    ['cost', 11, 'amber'],
    ['cost', 20, 'amber'],
    ['cost', 21, 'red'],
    ['realOrders', 20, 'green'],
    ['realOrders', 19, 'amber'],
    ['realOrders', 10, 'amber'],
    ['realOrders', 9, 'red'],
  ] as const)('%s of %s is %s', (indicator, value, grade) => {
    const marks = indicator === 'cost' ? { green: 10, amber: 20 } : { green: 20, amber: 10 }
    expect(gradeOf(indicator, value, marks)).toBe(grade)
  })
})
