import { z } from 'zod'
import { targetWindows } from '../incentives/windows'
import { fields, list, name, whole } from '../schema'
import { defaultPlan, type Plan } from './plan'

/** A plan that cannot be followed; each problem is `path: what was expected`. */
export class PlanError extends Error {
  override name = 'PlanError'
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}

const most = Number.MAX_SAFE_INTEGER
const fen = (what: string) => whole(0, most, 'fen').describe(`${what}, fen`)
const count = (unit: 'orders' | 'days', what: string, least = 1) => whole(least, most, unit).describe(what)
const bp = (what: string, highest = 10_000) => whole(0, highest, 'basis points').describe(`${what}, basis points`)
const factor = (what: string) => bp(what, 1_000_000)
const tenths = whole(0, most, 'tenths of a point').describe('tenths of a point')
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `one of ${values.map((value) => `"${value}"`).join(', ')}` })

const tier = fields({
  minOrders: count('orders', 'effective orders of the month that reach it', 0),
  rateBp: bp('commission'),
})

const target = fields({
  window: oneOf(targetWindows).describe('what its orders are counted in'),
  orders: count('orders', 'effective orders that reach it'),
  amountFen: fen('red packet'),
})

const { weights, bands } = defaultPlan.assessment as NonNullable<Plan['assessment']>
const assessment = fields({
  weights: fields({
    orders: bp('weight').default(weights.orders),
    averageOrderValue: bp('weight').default(weights.averageOrderValue),
    repurchase: bp('weight').default(weights.repurchase),
    newCustomers: bp('weight').default(weights.newCustomers),
  }).default(weights),
  bands: list(fields({ minScore: tenths, name, factorBp: factor('quality factor') })).default(bands),
})

const newcomers = defaultPlan.newLeader as NonNullable<Plan['newLeader']>
const newLeader = fields({
  firstOrderFen: fen('reward of the first effective order').default(newcomers.firstOrderFen),
  days: count('days', 'days of the guarantee').default(newcomers.days),
  minOrders: count('orders', 'effective orders it asks for', 0).default(newcomers.minOrders),
  minActiveDays: count('days', 'days with an effective order it asks for', 0).default(newcomers.minActiveDays),
  guaranteeFen: fen('guaranteed income of those days').default(newcomers.guaranteeFen),
})

const virtual = defaultPlan.virtualTier as NonNullable<Plan['virtualTier']>
const virtualTier = fields({
  days: count('days', 'consecutive days with somebody else on the link').default(virtual.days),
  partBp: factor('part of the second tier').default(virtual.partBp),
})

const moving = defaultPlan.dynamic as NonNullable<Plan['dynamic']>
const dynamic = fields({
  bandBp: factor('growth that changes nothing').default(moving.bandBp),
  minBp: factor('least coefficient').default(moving.minBp),
  maxBp: factor('greatest coefficient').default(moving.maxBp),
  priceIndexBp: factor('price index').default(moving.priceIndexBp),
})

const withholdingRow = fields({
  aboveFen: fen('incomes above this'),
  deductFen: fen('taken off first').default(0),
  taxableBp: bp('part that is taxed').default(10_000),
  rateBp: bp('tax'),
  lessFen: fen('taken off the tax').default(0),
})

const marks = fields({ green: whole(0, most, 'basis points or hours'), amber: whole(0, most, 'basis points or hours') })
const health = fields({
  realOrders: marks.default(defaultPlan.health.realOrders),
  customerRetention: marks.default(defaultPlan.health.customerRetention),
  leaderRetention: marks.default(defaultPlan.health.leaderRetention),
  reachingTier1: marks.default(defaultPlan.health.reachingTier1),
  cost: marks.default(defaultPlan.health.cost),
  hoursToReward: marks.default(defaultPlan.health.hoursToReward),
})

/** Whether each value is above the one before. */
const ascending = (values: readonly number[]) =>
  values.every((value, i) => i === 0 || value > (values[i - 1] as number))
const different = (values: readonly unknown[]) => new Set(values).size === values.length

/** The plan file: keys and defaults of incentives.md; unknown keys are an error. */
export const planSchema = fields({
  baseRateBp: bp('base commission').default(defaultPlan.baseRateBp),
  mode: oneOf(['excess', 'whole']).default(defaultPlan.mode),
  tiers: list(tier)
    .refine((tiers) => ascending(tiers.map((t) => t.minOrders)), 'tiers ascending by minOrders')
    .default(defaultPlan.tiers),
  safetyNetBp: factor('least commission once a tier is reached, of the base').default(defaultPlan.safetyNetBp),
  minEffectiveFen: fen('net from which an order counts').default(defaultPlan.minEffectiveFen),
  newCustomerFen: fen('credit for a new customer').default(defaultPlan.newCustomerFen),
  assessment: assessment
    .refine((a) => different(a.bands.map((b) => b.minScore)), 'bands with different minScore')
    .nullable()
    .default(defaultPlan.assessment),
  targets: list(target)
    .refine((list) => different(list.map((t) => `${t.window} ${t.orders}`)), 'each step of a window once')
    .nullable()
    .default(defaultPlan.targets),
  redPacketPool: name.nullable().default(defaultPlan.redPacketPool),
  newLeader: newLeader.nullable().default(defaultPlan.newLeader),
  virtualTier: virtualTier.nullable().default(defaultPlan.virtualTier),
  dividend: fields({ rateBp: bp('part of the mentees’ base commission').default(500) })
    .nullable()
    .default(null),
  dynamic: dynamic
    .refine((d) => d.minBp <= d.maxBp, 'minBp up to maxBp')
    .nullable()
    .default(defaultPlan.dynamic),
  withholding: list(withholdingRow)
    .refine((rows) => ascending(rows.map((r) => r.aboveFen)), 'rows ascending by aboveFen')
    .nullable()
    .default(defaultPlan.withholding),
  health: health.default(defaultPlan.health),
}).describe('Incentive plan: amounts in fen, rates in basis points, scores in tenths of a point')

/**
 * Reads a plan: missing keys get their defaults.
 * @throws PlanError with every problem as `path: what was expected`
 */
export function parsePlan(data: unknown): Plan {
  const result = planSchema.safeParse(data)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${pathInWords(path)}: expected ${message}`)
  throw new PlanError([...new Set(problems)])
}

/** The JSON Schema of a plan file: what `docs/plan.schema.json` holds. */
export function planJsonSchema() {
  return z.toJSONSchema(planSchema, { io: 'input' })
}

/** `tiers[1].rateBp` */
function pathInWords(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text.slice(1) || 'plan'
}
