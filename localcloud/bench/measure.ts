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

/** Runs a load three times after a short warm-up; the figures are those of the median round. */
export async function measure({ parallel, total }: Load, operation: (n: number) => Promise<unknown>): Promise<Figures> {
  await round(parallel, Math.ceil(total / 10), operation)
  const rounds: Figures[] = []
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(parallel, total, operation))
  return rounds.sort((a, b) => a.opsPerS - b.opsPerS)[Math.floor(ROUNDS / 2)] as Figures
}

async function round(parallel: number, total: number, operation: (n: number) => Promise<unknown>): Promise<Figures> {
  const took: number[] = []
  let next = 0
  const client = async () => {
    while (next < total) {
      const begun = performance.now()
      await operation(next++)
      took.push(performance.now() - begun)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: parallel }, client))
  const seconds = (performance.now() - started) / 1000
  return { opsPerS: total / seconds, p50Ms: percentile(took, 50), p95Ms: percentile(took, 95) }
}

/** Nearest rank. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}
