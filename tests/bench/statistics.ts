/** Nearest-rank percentile of the values; 0 when there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

export const median = (values: readonly number[]) => percentile(values, 50)

/** To one decimal. */
export const round = (value: number) => Math.round(value * 10) / 10
