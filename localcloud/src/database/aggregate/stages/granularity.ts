import { failed } from '../values'

/**
 * Preferred numbers between 1 and 10 by the name of their series; they repeat in every power of ten. Renard's are given
 * by ISO 3, the E series by IEC 60063: published roundings, not always the nearest ones.
 */
const R5 = [1, 1.6, 2.5, 4, 6.3]
const R10 = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8]
const R20 = [1, 1.12, 1.25, 1.4, 1.6, 1.8, 2, 2.24, 2.5, 2.8, 3.15, 3.55, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9]
const R40 = [
  ...[1, 1.06, 1.12, 1.18, 1.25, 1.32, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.12, 2.24, 2.36, 2.5, 2.65, 2.8, 3],
  ...[3.15, 3.35, 3.55, 3.75, 4, 4.25, 4.5, 4.75, 5, 5.3, 5.6, 6, 6.3, 6.7, 7.1, 7.5, 8, 8.5, 9, 9.5],
]
const R80_BETWEEN = [
  ...[1.03, 1.09, 1.15, 1.22, 1.28, 1.36, 1.45, 1.55, 1.65, 1.75, 1.85, 1.95, 2.06, 2.18, 2.3, 2.43, 2.58, 2.72, 2.9],
  ...[3.07, 3.25, 3.45, 3.65, 3.87, 4.12, 4.37, 4.62, 4.87, 5.15, 5.45, 5.8, 6.15, 6.5, 6.9, 7.3, 7.75, 8.25, 8.75],
  ...[9.25, 9.75],
]
const E6 = [1, 1.5, 2.2, 3.3, 4.7, 6.8]
const E12 = [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2]
const E24 = [
  ...[1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2.2, 2.4, 2.7, 3, 3.3, 3.6, 3.9, 4.3, 4.7, 5.1, 5.6, 6.2, 6.8, 7.5, 8.2, 9.1],
]

/** The finer E series are roundings to three digits, with one exception. */
function finer(count: number): number[] {
  const values = Array.from({ length: count }, (_, i) => Math.round(10 ** (i / count) * 100) / 100)
  return values.map((value) => (value === 9.19 ? 9.2 : value))
}

const SERIES: Record<string, readonly number[]> = {
  '1-2-5': [1, 2, 5],
  R5,
  R10,
  R20,
  R40,
  R80: [...R40, ...R80_BETWEEN].sort((a, b) => a - b),
  E6,
  E12,
  E24,
  E48: finer(48),
  E96: finer(96),
  E192: finer(192),
  POWERSOF2: [],
}

/** Numbers of a series by its name. Throws DatabaseError for names nobody knows. */
export function seriesOf(name: unknown): readonly number[] {
  const series = typeof name === 'string' ? SERIES[name] : undefined
  if (!series) throw failed(`Unknown rounding granularity '${String(name)}'`)
  return series
}

/** The next greater number of the series, which is not the value itself; 0 stays. */
export function roundUp(series: readonly number[], value: number): number {
  if (value === 0) return 0
  return around(series, value).find((number) => number > value) ?? value
}

/** The next smaller number of the series, which is not the value itself; 0 stays. */
export function roundDown(series: readonly number[], value: number): number {
  if (value === 0) return 0
  const downwards = around(series, value).reverse()
  return downwards.find((number) => number < value) ?? value
}

/** Numbers of the series near a value, in order. */
function around(series: readonly number[], value: number): number[] {
  if (series.length === 0) {
    const power = Math.floor(Math.log2(value))
    return [-1, 0, 1, 2].map((step) => 2 ** (power + step))
  }
  const power = Math.floor(Math.log10(value))
  // As decimal text: multiplying by a power of ten would leave 0.30000000000000004.
  return [-1, 0, 1].flatMap((step) => series.map((number) => Number(`${number}e${power + step}`)))
}
