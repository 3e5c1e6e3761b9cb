import type { Figures } from './measure'
import type { WatchFigures } from './watchers'

/** All that is measured; what failed is not there, and named in `failed`. */
export interface All {
  documents: number
  engineOpenMs?: number
  serverStartMs?: number
  /** A count that has to look at every document. */
  scanMs?: number
  /** Without the mapped file. */
  memoryMb: Record<string, number | undefined>
  loads: { name: string; parallel: number; engine?: Figures | undefined; sdk?: Figures | undefined }[]
  watch?: WatchFigures | undefined
  /** Why, by part. */
  failed: Record<string, string>
}

/** One line of JSON, or a table for people. */
export function print(figures: All, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(figures))
    return
  }
  console.log(`${''.padEnd(48)}${'engine, p95'.padStart(21)}   ${'SDK over its wire, p95'.padStart(22)}`)
  for (const { name, parallel, engine, sdk } of figures.loads) {
    console.log(`${`${name}, ${parallel} parallel`.padEnd(48)}${cell(engine)}   ${cell(sdk)}`)
  }
  const { watch, documents, failed, memoryMb } = figures
  if (watch) {
    console.log(`${watch.watchers} watchers of one document: p50 ${ms(watch.p50Ms)}, p95 ${ms(watch.p95Ms)}`)
  }
  console.log(
    `${documents} documents: engine opens in ${ms(figures.engineOpenMs)}, server starts in ${ms(figures.serverStartMs)}, a full scan takes ${ms(figures.scanMs)}`,
  )
  console.log(`memory (MB, without the mapped file): ${JSON.stringify(memoryMb)}`)
  for (const [part, reason] of Object.entries(failed)) console.log(`FAILED ${part}: ${reason}`)
}

function cell(figures?: Figures): string {
  if (!figures) return '—'.padStart(21)
  return `${String(Math.round(figures.opsPerS)).padStart(8)}/s ${figures.p95Ms.toFixed(2).padStart(8)} ms`
}

const ms = (value?: number): string => (value === undefined ? '—' : `${value.toFixed(0)} ms`)
