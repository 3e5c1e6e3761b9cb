import { type CountedOrder, isEffective, net } from './effective'
import { share } from './money'
import type { Plan } from './plan'

/** Base commission of one order in fen; 0 when it does not count. Rounded half up, once per order (incentives.md). */
export function baseCommission(order: CountedOrder, plan: Pick<Plan, 'baseRateBp' | 'minEffectiveFen'>): number {
  return isEffective(order, plan) ? share(net(order), plan.baseRateBp) : 0
}
