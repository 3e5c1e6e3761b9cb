import { performance } from 'node:perf_hooks'

export interface Figures {
  opsPerS: number
  p50Ms: number
  p95Ms: number
}

/** One thing measured: `total` operations by `parallel` clients, each of which goes on when it is answered. */
export interface Load {
  name: string
  parallel: number
  total: number
}

const ROUNDS = 3
/** How much of the time the warm-up may take. */
const WARM_UP = 0.1

/**
 * Runs a load three times after a short warm-up; the figures are those of the median round.
 * @param until when to stop, on the clock of `performance`: figures are of what was done by then
 */
export async function measure(
  { parallel, total }: Load,
  until: number,
  operation: (n: number) => Promise<unknown>,
): Promise<Figures> {
  const begun = performance.now()
  const share = (part: number) => begun + (until - begun) * part
  await round(parallel, Math.ceil(total / 10), share(WARM_UP), operation)
  const rounds: Figures[] = []
  for (let i = 1; i <= ROUNDS; i++) {
    rounds.push(await round(parallel, total, share(WARM_UP + (i * (1 - WARM_UP)) / ROUNDS), operation))
  }
  return rounds.sort((a, b) => a.opsPerS - b.opsPerS)[Math.floor(ROUNDS / 2)] as Figures
}

async function round(
  parallel: number,
  total: number,
  until: number,
  operation: (n: number) => Promise<unknown>,
): Promise<Figures> {
  const took: number[] = []
  let next = 0
  const client = async () => {
    do {
      const begun = performance.now()
      await operation(next++)
      took.push(performance.now() - begun)
    } while (next < total && performance.now() < until)
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: parallel }, client))
  const seconds = (performance.now() - started) / 1000
  return { opsPerS: took.length / seconds, p50Ms: percentile(took, 50), p95Ms: percentile(took, 95) }
}

/** Nearest rank. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}
