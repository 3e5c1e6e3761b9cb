import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Band, defaultPlan, type Plan } from './plan'
import { PlanError, parsePlan, planJsonSchema } from './schema'
import { PlanRefused, type PlanVersion, publish, versionAt } from './versions'

describe('plan file', () => {
  test('an empty one is the defaults of the rules', () => {
    expect(parsePlan({})).toEqual(defaultPlan)
    expect(defaultPlan).toMatchObject({
      ...{
        baseRateBp: 1000,
        mode: 'excess',
        tiers: [],
        safetyNetBp: 12_000,
        minEffectiveFen: 500,
        newCustomerFen: 200,
      },
      assessment: {
        weights: { orders: 4000, averageOrderValue: 2000, repurchase: 2000, newCustomers: 2000 },
        bands: [
          ...[
            ['S', 850, 11_000],
            ['A', 700, 10_500],
            ['B', 500, 10_000],
            ['C', 300, 9500],
            ['D', 0, 9000],
          ].map(([name, minScore, factorBp]) => ({ name, minScore, factorBp }) as Band),
        ],
      },
      targets: [20, 50, 100].map((orders, i) => ({ window: 'day', orders, amountFen: [500, 1500, 4000][i] })),
      newLeader: { firstOrderFen: 1000, days: 30, minOrders: 30, minActiveDays: 15, guaranteeFen: 30_000 },
      virtualTier: { days: 30, partBp: 3000 },
      dividend: null,
      dynamic: { bandBp: 2000, minBp: 7000, maxBp: 13_000, priceIndexBp: 10_000 },
    })
  })

  test.each([
    'assessment',
    'targets',
    'redPacketPool',
    'newLeader',
    'virtualTier',
    'dividend',
    'dynamic',
    'withholding',
  ])('null switches %s off', (key) => expect(parsePlan({ [key]: null })).toEqual({ ...defaultPlan, [key]: null }))

  test('inside a rule missing keys have their defaults too', () => {
    const plan = parsePlan({
      newLeader: { guaranteeFen: 1 },
      assessment: { weights: { orders: 0 } },
      virtualTier: {},
      dynamic: { maxBp: 20_000 },
      dividend: {},
      withholding: [{ aboveFen: 5, rateBp: 100 }],
      health: { cost: { green: 1, amber: 2 } },
    })
    expect(plan.newLeader).toEqual({ ...defaultPlan.newLeader, guaranteeFen: 1 })
    expect(plan.assessment).toEqual({
      ...defaultPlan.assessment,
      weights: { ...defaultPlan.assessment?.weights, orders: 0 },
    })
    expect(plan.virtualTier).toEqual(defaultPlan.virtualTier)
    expect(plan.dynamic).toEqual({ ...defaultPlan.dynamic, maxBp: 20_000 })
    expect(plan.dividend).toEqual({ rateBp: 500 })
    expect(plan.withholding).toEqual([{ aboveFen: 5, deductFen: 0, taxableBp: 10_000, rateBp: 100, lessFen: 0 }])
    expect(plan.health).toEqual({ ...defaultPlan.health, cost: { green: 1, amber: 2 } })
  })

  const tier = (minOrders: number) => ({ minOrders, rateBp: 1100 })
  test.each<[unknown, string]>([
    [{ rate: 1 }, 'plan: expected no other key than baseRateBp, mode, tiers, '],
    [{ newLeader: { fen: 1 } }, 'newLeader: expected no other key than firstOrderFen, days, '],
    ...[0.5, -1, 10_001, 1e21, '1000'].map((baseRateBp): [unknown, string] => {
      return [{ baseRateBp }, 'baseRateBp: expected a whole number of basis points from 0 to 10000']
    }),
    [{ mode: 'total' }, 'mode: expected one of "excess", "whole"'],
    [{ tiers: [tier(5), tier(5)] }, 'tiers: expected tiers ascending by minOrders'],
    [{ tiers: [tier(5), { minOrders: 7 }] }, 'tiers[1].rateBp: '],
    [{ tiers: [tier(-1)] }, 'tiers[0].minOrders: expected a whole number of orders from 0 to '],
    [{ tiers: null }, 'tiers: expected a list'],
    [
      { targets: [{ window: 'decade', orders: 1, amountFen: 1 }] },
      'targets[0].window: expected one of "day", "week", ',
    ],
    [
      { targets: [{ window: 'day', orders: 0, amountFen: 1 }] },
      'targets[0].orders: expected a whole number of orders from 1 to ',
    ],
    [
      { targets: [1, 2].map((amountFen) => ({ window: 'day', orders: 1, amountFen })) },
      'targets: expected each step of a window once',
    ],
    [
      { assessment: { bands: [1, 2].map((f) => ({ minScore: 1, name: 'S', factorBp: f })) } },
      'assessment: expected bands with different minScore',
    ],
    [{ assessment: { bands: [{ minScore: 1, name: '', factorBp: 1 }] } }, 'assessment.bands[0].name: '],
    [{ dynamic: { minBp: 2, maxBp: 1 } }, 'dynamic: expected minBp up to maxBp'],
    [
      { withholding: [3, 2].map((aboveFen) => ({ aboveFen, rateBp: 1 })) },
      'withholding: expected rows ascending by aboveFen',
    ],
    [{ minEffectiveFen: -1 }, 'minEffectiveFen: expected a whole number of fen from 0 to '],
    [{ newLeader: { days: 0 } }, 'newLeader.days: expected a whole number of days from 1 to '],
    [{ newLeader: { minOrders: -1 } }, 'newLeader.minOrders: expected a whole number of orders from 0 to '],
    [{ newLeader: { minActiveDays: -1 } }, 'newLeader.minActiveDays: expected a whole number of days from 0 to '],
    [{ virtualTier: { days: 0 } }, 'virtualTier.days: expected a whole number of days from 1 to '],
    [
      { assessment: { bands: [{ minScore: -1, name: 'S', factorBp: 1 }] } },
      'assessment.bands[0].minScore: expected a whole number of tenths of a point from 0 to ',
    ],
    ...['green', 'amber'].map((mark): [unknown, string] => {
      const cost = { green: 1, amber: 1, [mark]: -1 }
      return [{ health: { cost } }, `health.cost.${mark}: expected a whole number of basis points or hours from 0 to `]
    }),
    [{ redPacketPool: '' }, 'redPacketPool: expected a text that is not empty'],
    [{ safetyNetBp: null }, 'safetyNetBp: expected a whole number of basis points from 0 to 1000000'],
    [[], 'plan: expected an object'],
    [null, 'plan: expected an object'],
  ])('%j is refused: %s', (data, message) => {
    expect(() => parsePlan(data)).toThrow(PlanError)
    expect(() => parsePlan(data)).toThrow(message)
  })

  test.each<[string, (inside: unknown) => unknown]>([
    ['plan', (inside) => inside],
    ['assessment', (inside) => ({ assessment: inside })],
    ['assessment.weights', (inside) => ({ assessment: { weights: inside } })],
    ['assessment.bands[0]', (inside) => ({ assessment: { bands: [inside] } })],
    ['tiers[0]', (inside) => ({ tiers: [inside] })],
    ['targets[0]', (inside) => ({ targets: [inside] })],
    ['newLeader', (inside) => ({ newLeader: inside })],
    ['virtualTier', (inside) => ({ virtualTier: inside })],
    ['dividend', (inside) => ({ dividend: inside })],
    ['dynamic', (inside) => ({ dynamic: inside })],
    ['withholding[0]', (inside) => ({ withholding: [inside] })],
    ['health', (inside) => ({ health: inside })],
    ['health.cost', (inside) => ({ health: { cost: inside } })],
  ])('%s is an object with keys of its own', (path, plan) => {
    expect(() => parsePlan(plan({ more: 1 }))).toThrow(`${path}: expected no other key than `)
    expect(() => parsePlan(plan([]))).toThrow(`${path}: expected an object`)
  })

  test('each problem is told once', () => {
    const expected = 'expected a whole number of basis points from 0 to'
    const problems = [`baseRateBp: ${expected} 10000`, `safetyNetBp: ${expected} 1000000`]
    expect(() => parsePlan({ baseRateBp: 1e21, safetyNetBp: -1 })).toThrow(
      expect.objectContaining({ name: 'PlanError', problems, message: problems.join('\n') }),
    )
  })

  test('the defaults may be written out', () => {
    expect(parsePlan(defaultPlan)).toEqual(defaultPlan)
    const dynamic = { ...defaultPlan.dynamic, minBp: 10_000, maxBp: 10_000 }
    expect(parsePlan({ dynamic }).dynamic).toEqual(dynamic)
  })

  test('tiers may be alike in rate, and targets in orders across windows', () => {
    const targets = (['day', 'week'] as const).map((window) => ({ window, orders: 1, amountFen: 1 }))
    expect(parsePlan({ tiers: [tier(0), tier(1)], targets })).toMatchObject({ tiers: [tier(0), tier(1)], targets })
  })
})

test('docs/plan.schema.json is made from the schema: npm run --silent plan -- schema > docs/plan.schema.json, then npm run format', () => {
  const kept: unknown = JSON.parse(readFileSync(join(__dirname, '../../../docs/plan.schema.json'), 'utf8'))
  expect(kept).toEqual(JSON.parse(JSON.stringify(planJsonSchema())))
})

describe('versions', () => {
  const start = (month: string) => Date.parse(`${month}-01T00:00:00+08:00`)
  const version = (name: string, month: string, rules: Plan = defaultPlan): PlanVersion => ({
    version: name,
    from: start(month),
    rules,
  })
  const known = [version('v1', '2014-01'), version('v2', '2014-03')]
  const now = start('2014-02') + 5

  test.each([
    ['2013-12', undefined],
    ['2014-01', 'v1'],
    ['2014-02', 'v1'],
    ['2014-03', 'v2'],
    ['2015-03', 'v2'],
  ])('in %s it is %s', (month, name) => {
    expect(versionAt(known, start(month))?.version).toBe(name)
    expect(versionAt([...known].reverse(), start(month))?.version).toBe(name)
  })
  test('the last millisecond of a month still has the old one', () => {
    expect(versionAt(known, start('2014-03') - 1)?.version).toBe('v1')
  })

  test('a version not yet in force can be replaced, another added; all come by their beginning', () => {
    const rules = { ...defaultPlan, baseRateBp: 1 }
    expect(publish(known, version('v2', '2014-04', rules), now)).toEqual([known[0], version('v2', '2014-04', rules)])
    expect(publish(known, version('v0', '2014-02'), start('2014-02') - 1).map((v) => v.version)).toEqual([
      'v1',
      'v0',
      'v2',
    ])
  })
  test.each<[PlanVersion, string]>([
    [version('v1', '2014-05'), 'v1 is in force and never changes'],
    [version('v3', '2014-02'), 'a month still to come'],
    [{ ...version('v3', '2014-05'), from: start('2014-05') + 1 }, 'must begin with a month'],
    [version('v3', '2014-03'), 'another version begins with 2014-03'],
  ])('%j is refused', (draft, message) => {
    expect(() => publish(known, draft, now)).toThrow(PlanRefused)
    expect(() => publish(known, draft, now)).toThrow(expect.objectContaining({ name: 'PlanRefused' }))
    expect(() => publish(known, draft, now)).toThrow(message)
  })
  test('from its first instant a version is in force', () => {
    expect(() => publish(known, version('v2', '2014-05'), start('2014-03'))).toThrow('in force')
    expect(() => publish(known, version('v3', '2014-04'), start('2014-04'))).toThrow('still to come')
  })
})
