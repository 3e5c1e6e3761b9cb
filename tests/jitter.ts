import type { FaultPlan } from 'localcloud'

/**
 * Delays that `LINTUAN_JITTER=SEED` puts into a quarter of all requests and calls: on a slow machine things end in
 * another order, and a test that reads what nobody awaited is found out. Undefined when it is not set.
 */
export function jitter(): FaultPlan | undefined {
  const seed = Number(process.env.LINTUAN_JITTER ?? '')
  return seed > 0 ? { seed, rates: { latency: { probability: 0.25, ms: [5, 250] } } } : undefined
}
