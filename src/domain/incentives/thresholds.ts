import { halfUpDivide } from '../money'
import { periodStart } from '../period'
import type { DynamicRules, Tier } from '../plan/plan'
import { DAY_MS } from '../time'
import { compareFractions, type Fraction, fraction } from './fraction'

/** Thresholds are published so long before their month, and so are made of what is known then. */
export const PUBLISHED_BEFORE_MS = 3 * DAY_MS
const SPAN_MS = 28 * DAY_MS

/** A region's effective orders and their buyers in the last 28 days and in the 28 before. */
export interface Demand {
  orders: number
  ordersBefore: number
  buyers: number
  buyersBefore: number
}

/** The two spans as instants: [before, last) and [last, end), counted back from the publication. */
export function demandSpans(period: string): { before: number; last: number; end: number } {
  const end = periodStart(period) - PUBLISHED_BEFORE_MS
  return { before: end - 2 * SPAN_MS, last: end - SPAN_MS, end }
}

/** Demand of those spans from a region's effective orders. */
export function demandOf(orders: Iterable<{ paidAt: number; buyerId: string }>, period: string): Demand {
  const { before, last, end } = demandSpans(period)
  const demand = { orders: 0, ordersBefore: 0 }
  const buyers = new Set<string>()
  const buyersBefore = new Set<string>()
  for (const { paidAt, buyerId } of orders) {
    if (paidAt < before || paidAt >= end) continue
    demand[paidAt < last ? 'ordersBefore' : 'orders'] += 1
    const active = paidAt < last ? buyersBefore : buyers
    active.add(buyerId)
  }
  return { ...demand, buyers: buyers.size, buyersBefore: buyersBefore.size }
}

/**
 * Coefficient of a month, exact: 1 while orders grow or shrink within the band or there were none before; else
 * (1 + growth of active buyers) × price index within its limits (incentives.md, "Dynamic thresholds").
 */
export function coefficient(demand: Demand, rules: DynamicRules): Fraction {
  const { orders, ordersBefore, buyers, buyersBefore } = demand
  const one = { of: 1, per: 1 }
  if (ordersBefore === 0) return one
  if (compareFractions(fraction(Math.abs(orders - ordersBefore), ordersBefore), fraction(rules.bandBp, 10_000)) <= 0)
    return one
  const moved = fraction(buyers * rules.priceIndexBp, buyersBefore * 10_000)
  const least = fraction(rules.minBp, 10_000)
  const most = fraction(rules.maxBp, 10_000)
  return compareFractions(moved, least) < 0 ? least : compareFractions(moved, most) > 0 ? most : moved
}

/**
 * The plan's own tiers with the thresholds of a month: to the nearest ten, at least 10, and ten more than the one before
 * where it would not exceed that. Never applied to thresholds that were moved already. It holds for a coefficient of 1
 * too: with dynamic thresholds every threshold is a multiple of ten.
 */
export function moveTiers(tiers: readonly Tier[], c: Fraction): Tier[] {
  let before = 0
  return tiers.map((tier) => {
    const moved = 10 * halfUpDivide(BigInt(tier.minOrders) * BigInt(c.of), BigInt(c.per) * 10n)
    before = Math.max(moved, before + 10)
    return { ...tier, minOrders: before }
  })
}
