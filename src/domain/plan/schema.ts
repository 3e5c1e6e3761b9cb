import { z } from 'zod'
import { defaultPlan, type Plan, targetWindows } from './plan'

/** A plan that cannot be followed; each problem is `path: what was expected`. */
export class PlanError extends Error {
  override name = 'PlanError'
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}

const most = Number.MAX_SAFE_INTEGER
const fen = (what: string) => z.int().min(0).max(most).describe(`${what}, fen`)
const count = (what: string, least = 1) => z.int().min(least).max(most).describe(what)
const bp = (what: string, highest = 10_000) => z.int().min(0).max(highest).describe(`${what}, basis points`)
const factor = (what: string) => bp(what, 1_000_000)
const tenths = z.int().min(0).max(most).describe('tenths of a point')

const tier = z.strictObject({
  minOrders: count('effective orders of the month that reach it', 0),
  rateBp: bp('commission'),
})

const target = z.strictObject({
  window: z.enum(targetWindows).describe('what is counted: a day, a week from Monday, a group'),
  orders: count('effective orders that reach it'),
  amountFen: fen('red packet'),
})

const { weights, bands } = defaultPlan.assessment as NonNullable<Plan['assessment']>
const assessment = z.strictObject({
  weights: z
    .strictObject({
      orders: bp('weight').default(weights.orders),
      averageOrderValue: bp('weight').default(weights.averageOrderValue),
      repurchase: bp('weight').default(weights.repurchase),
      newCustomers: bp('weight').default(weights.newCustomers),
    })
    .default(weights),
  bands: z
    .array(z.strictObject({ minScore: tenths, name: z.string().min(1), factorBp: factor('quality factor') }))
    .default(bands),
})

const newcomers = defaultPlan.newLeader as NonNullable<Plan['newLeader']>
const newLeader = z.strictObject({
  firstOrderFen: fen('reward of the first effective order').default(newcomers.firstOrderFen),
  days: count('days of the guarantee').default(newcomers.days),
  minOrders: count('effective orders it asks for', 0).default(newcomers.minOrders),
  minActiveDays: count('days with an effective order it asks for', 0).default(newcomers.minActiveDays),
  guaranteeFen: fen('guaranteed income of those days').default(newcomers.guaranteeFen),
})

const virtual = defaultPlan.virtualTier as NonNullable<Plan['virtualTier']>
const virtualTier = z.strictObject({
  days: count('consecutive days with somebody else on the link').default(virtual.days),
  partBp: factor('part of the second tier').default(virtual.partBp),
})

const moving = defaultPlan.dynamic as NonNullable<Plan['dynamic']>
const dynamic = z.strictObject({
  bandBp: factor('growth that changes nothing').default(moving.bandBp),
  minBp: factor('least coefficient').default(moving.minBp),
  maxBp: factor('greatest coefficient').default(moving.maxBp),
  priceIndexBp: factor('price index').default(moving.priceIndexBp),
})

const withholdingRow = z.strictObject({
  aboveFen: fen('incomes above this'),
  deductFen: fen('taken off first').default(0),
  taxableBp: bp('part that is taxed').default(10_000),
  rateBp: bp('tax'),
  lessFen: fen('taken off the tax').default(0),
})

const marks = z.strictObject({ green: z.int().min(0).max(most), amber: z.int().min(0).max(most) })
const health = z.strictObject({
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
export const planSchema = z
  .strictObject({
    baseRateBp: bp('base commission').default(defaultPlan.baseRateBp),
    mode: z.enum(['excess', 'whole']).default(defaultPlan.mode),
    tiers: z
      .array(tier)
      .refine((tiers) => ascending(tiers.map((t) => t.minOrders)), 'expected tiers ascending by minOrders')
      .default(defaultPlan.tiers),
    safetyNetBp: factor('least commission once a tier is reached, of the base').default(defaultPlan.safetyNetBp),
    minEffectiveFen: fen('net from which an order counts').default(defaultPlan.minEffectiveFen),
    newCustomerFen: fen('credit for a new customer').default(defaultPlan.newCustomerFen),
    assessment: assessment
      .refine((a) => different(a.bands.map((b) => b.minScore)), 'expected bands with different minScore')
      .nullable()
      .default(defaultPlan.assessment),
    targets: z
      .array(target)
      .refine((list) => different(list.map((t) => `${t.window} ${t.orders}`)), 'expected each step of a window once')
      .nullable()
      .default(defaultPlan.targets),
    redPacketPool: z.string().min(1).nullable().default(defaultPlan.redPacketPool),
    newLeader: newLeader.nullable().default(defaultPlan.newLeader),
    virtualTier: virtualTier.nullable().default(defaultPlan.virtualTier),
    dividend: z
      .strictObject({ rateBp: bp('part of the mentees’ base commission').default(500) })
      .nullable()
      .default(null),
    dynamic: dynamic
      .refine((d) => d.minBp <= d.maxBp, 'expected minBp up to maxBp')
      .nullable()
      .default(defaultPlan.dynamic),
    withholding: z
      .array(withholdingRow)
      .refine((rows) => ascending(rows.map((r) => r.aboveFen)), 'expected rows ascending by aboveFen')
      .nullable()
      .default(defaultPlan.withholding),
    health: health.default(defaultPlan.health),
  })
  .describe('Incentive plan: amounts in fen, rates in basis points, scores in tenths of a point')

/**
 * Reads a plan: missing keys get their defaults.
 * @throws PlanError with every problem as `path: what was expected`
 */
export function parsePlan(data: unknown): Plan {
  const result = planSchema.safeParse(data)
  if (result.success) return result.data
  throw new PlanError(result.error.issues.map((issue) => `${pathInWords(issue.path)}: ${issue.message}`))
}

/** The JSON Schema of a plan file: what `docs/plan.schema.json` holds. */
export function planJsonSchema() {
  return z.toJSONSchema(planSchema, { io: 'input' })
}

/** `tiers[1].rateBp` */
function pathInWords(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text.replace(/^\./, '') || 'plan'
}
