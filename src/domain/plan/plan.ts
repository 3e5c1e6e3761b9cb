import type { TargetWindow } from '../incentives/windows'

export type { TargetWindow } from '../incentives/windows'

/**
 * An incentive plan: data (incentives.md, "Plan file: keys and defaults"). Amounts are fen, rates and factors basis
 * points, scores tenths of a point. `null` switches a rule off. Files are read by `schema.ts`; this one stays free of
 * any library, for pages use it too.
 */
export interface Plan {
  /** Base commission of an effective order, of its net. */
  baseRateBp: number
  /** `excess`: orders beyond a tier earn its rate; `whole`: all orders earn the rate of the highest tier reached. */
  mode: 'excess' | 'whole'
  /** Ascending by `minOrders`, effective orders of a month. */
  tiers: Tier[]
  /** Least commission once a tier is reached, of the base commission. */
  safetyNetBp: number
  /** Net from which an order counts. */
  minEffectiveFen: number
  /** Credit to the leader for each new customer. */
  newCustomerFen: number
  assessment: Assessment | null
  targets: Target[] | null
  /** The budget red packets are paid from. Without one nothing could pay them, so no target does. */
  redPacketPool: string | null
  newLeader: NewLeaderRules | null
  virtualTier: VirtualTierRules | null
  /** Off; a gate of its own must be open besides (`incentives/dividend.ts`). */
  dividend: { rateBp: number } | null
  dynamic: DynamicRules | null
  withholding: WithholdingRow[] | null
  /** What is green and what is amber in the health of the plan. */
  health: HealthRules
}

export interface Tier {
  minOrders: number
  rateBp: number
}

export interface Target {
  window: TargetWindow
  /** Effective orders that reach it. */
  orders: number
  amountFen: number
}

export type Dimension = 'orders' | 'averageOrderValue' | 'repurchase' | 'newCustomers'

export interface Band {
  minScore: number
  name: string
  factorBp: number
}

export interface Assessment {
  weights: Record<Dimension, number>
  bands: Band[]
}

export interface NewLeaderRules {
  firstOrderFen: number
  /** Days of the guarantee, the first being that of the approval. */
  days: number
  minOrders: number
  minActiveDays: number
  guaranteeFen: number
}

export interface VirtualTierRules {
  /** Consecutive days on which somebody else opened the leader's link. */
  days: number
  partBp: number
}

export interface DynamicRules {
  /** Growth up to this, either way, changes nothing. */
  bandBp: number
  minBp: number
  maxBp: number
  priceIndexBp: number
}

/** Above `aboveFen`: (x − deductFen) × taxableBp × rateBp − lessFen. */
export interface WithholdingRow {
  aboveFen: number
  deductFen: number
  taxableBp: number
  rateBp: number
  lessFen: number
}

export type Indicator =
  | 'realOrders'
  | 'customerRetention'
  | 'leaderRetention'
  | 'reachingTier1'
  | 'cost'
  | 'hoursToReward'

/** Where green ends and where amber ends; bp, hours for `hoursToReward`. For cost and hours less is better. */
export type HealthRules = Record<Indicator, { green: number; amber: number }>

/** Labour income (incentives.md, "Statement and payout"). */
const labourIncome: WithholdingRow[] = [
  { aboveFen: 80_000, deductFen: 80_000, taxableBp: 10_000, rateBp: 2000, lessFen: 0 },
  { aboveFen: 400_000, deductFen: 0, taxableBp: 8000, rateBp: 2000, lessFen: 0 },
  // 80% of the amount is what passes 20,000 and 50,000 yuan.
  { aboveFen: 2_500_000, deductFen: 0, taxableBp: 8000, rateBp: 3000, lessFen: 200_000 },
  { aboveFen: 6_250_000, deductFen: 0, taxableBp: 8000, rateBp: 4000, lessFen: 700_000 },
]

export const defaultPlan: Plan = {
  baseRateBp: 1000,
  mode: 'excess',
  tiers: [],
  safetyNetBp: 12_000,
  minEffectiveFen: 500,
  newCustomerFen: 200,
  assessment: {
    weights: { orders: 4000, averageOrderValue: 2000, repurchase: 2000, newCustomers: 2000 },
    bands: [
      { minScore: 850, name: 'S', factorBp: 11_000 },
      { minScore: 700, name: 'A', factorBp: 10_500 },
      { minScore: 500, name: 'B', factorBp: 10_000 },
      { minScore: 300, name: 'C', factorBp: 9500 },
      { minScore: 0, name: 'D', factorBp: 9000 },
    ],
  },
  targets: [
    { window: 'day', orders: 20, amountFen: 500 },
    { window: 'day', orders: 50, amountFen: 1500 },
    { window: 'day', orders: 100, amountFen: 4000 },
  ],
  redPacketPool: 'targets',
  newLeader: { firstOrderFen: 1000, days: 30, minOrders: 30, minActiveDays: 15, guaranteeFen: 30_000 },
  virtualTier: { days: 30, partBp: 3000 },
  dividend: null,
  dynamic: { bandBp: 2000, minBp: 7000, maxBp: 13_000, priceIndexBp: 10_000 },
  withholding: labourIncome,
  // The rules name no figures for health; these are chosen and meant to be changed.
  health: {
    realOrders: { green: 9500, amber: 9000 },
    customerRetention: { green: 4000, amber: 2500 },
    leaderRetention: { green: 9000, amber: 8000 },
    reachingTier1: { green: 3000, amber: 1500 },
    cost: { green: 1200, amber: 1500 },
    hoursToReward: { green: 72, amber: 168 },
  },
}
