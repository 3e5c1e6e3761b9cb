/** An incentive plan: data, immutable once in force (incentives.md, "Plan file: keys and defaults"). */
export type TargetWindow = 'day' | 'week' | 'group'

export interface Target {
  window: TargetWindow
  /** Effective orders that reach it. */
  orders: number
  amountFen: number
}

export interface Plan {
  /** Base commission of an effective order, basis points of its net. */
  baseRateBp: number
  /** Net from which an order counts. */
  minEffectiveFen: number
  targets: Target[]
  /** The budget red packets are paid from; none = unlimited is not possible, so targets need a pool. */
  redPacketPool: string
}

export const defaultPlan: Plan = {
  baseRateBp: 1000,
  minEffectiveFen: 500,
  targets: [
    { window: 'day', orders: 20, amountFen: 500 },
    { window: 'day', orders: 50, amountFen: 1500 },
    { window: 'day', orders: 100, amountFen: 4000 },
  ],
  redPacketPool: 'targets',
}
