import type { Plan, Tier } from './plan'

/**
 * From which effective order on a tier pays more than the safety net gives anyway, orders being worth the same, the
 * quality factor 1 and higher tiers away; undefined when it never does. Exact: the worth of an order falls out.
 * @param index of the tier, from 0
 */
export function paysFrom(
  index: number,
  plan: Pick<Plan, 'tiers' | 'mode' | 'baseRateBp' | 'safetyNetBp'>,
): number | undefined {
  const { tiers, mode, baseRateBp, safetyNetBp } = plan
  const tier = tiers[index] as Tier
  if (mode === 'whole') return tier.rateBp * 10_000 > baseRateBp * safetyNetBp ? tier.minOrders : undefined
  // Excess of n orders: what lower tiers gave up to this one, and (n − minOrders) × (rate − base).
  const lower = tiers
    .slice(0, index)
    .reduce((sum, one, i) => sum + ((tiers[i + 1] as Tier).minOrders - one.minOrders) * (one.rateBp - baseRateBp), 0)
  const gain = tier.rateBp - baseRateBp
  // beats(n): 10000 × excess(n) > n × base × (safety net − 1), as slope × n > − fixed.
  const slope = 10_000 * gain - baseRateBp * (safetyNetBp - 10_000)
  const fixed = 10_000 * (lower - tier.minOrders * gain)
  const first = tier.minOrders + 1
  if (slope * first + fixed > 0) return first
  return slope > 0 ? Math.floor(-fixed / slope) + 1 : undefined
}
