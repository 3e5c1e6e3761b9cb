import { halfUpDivide } from '../money'
import type { Assessment, Band, Dimension } from '../plan/plan'
import { compareFractions, type Fraction } from './fraction'

/** A leader's month in the four dimensions (四维考核), exact. */
export type Figures = Record<Dimension, Fraction>

export const dimensions: readonly Dimension[] = ['orders', 'averageOrderValue', 'repurchase', 'newCustomers']

/** 90th percentile by nearest rank: the value at position ⌈0.9 n⌉ of the sorted ones; 0 of none. */
export function percentile90(values: readonly Fraction[]): Fraction {
  const sorted = [...values].sort(compareFractions)
  return sorted[Math.floor((9 * sorted.length + 9) / 10) - 1] ?? { of: 0, per: 1 }
}

/** Benchmarks of a region: over its leaders with an effective order in the month. */
export function benchmarks(leaders: readonly Figures[]): Figures {
  const of = (dimension: Dimension) => percentile90(leaders.map((figures) => figures[dimension]))
  return {
    orders: of('orders'),
    averageOrderValue: of('averageOrderValue'),
    repurchase: of('repurchase'),
    newCustomers: of('newCustomers'),
  }
}

/**
 * Σ weight × min(1, x / benchmark) in tenths of a point, half up; exact until that one rounding. A benchmark of zero
 * gives 0. Weights count as they are: the rules ask no sum of them, so one that is not 100% is a matter of taste (a plan may
 * give bonus points) and the plan check warns of it.
 */
export function score(figures: Figures, benchmark: Figures, weights: Assessment['weights']): number {
  let of = 0n
  let per = 1n
  for (const dimension of dimensions) {
    const x = figures[dimension]
    const b = benchmark[dimension]
    if (b.of <= 0) continue
    const whole = compareFractions(x, b) >= 0
    const part = whole ? 1n : BigInt(x.of) * BigInt(b.per)
    const outOf = whole ? 1n : BigInt(x.per) * BigInt(b.of)
    of = of * outOf + BigInt(weights[dimension]) * part * per
    per *= outOf
  }
  // 10,000 bp of weight are 100 points, which are 1,000 tenths.
  return halfUpDivide(of, per * 10n)
}

/** The highest band the rounded tenths reach; undefined below all of them, which leaves the commission as it is. */
export function bandOf(tenths: number, bands: readonly Band[]): Band | undefined {
  return bands.filter((band) => tenths >= band.minScore).sort((a, b) => b.minScore - a.minScore)[0]
}
