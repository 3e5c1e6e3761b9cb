/**
 * `npm run bench -w localcloud [-- --documents N] [--watchers N] [--json]`: the engine alone and, next to it, the same
 * work through the unmodified wx-server-sdk over its wire, on a collection of a million documents.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../src/database/index'
import { engineFace, fill } from './engine'
import { COLLECTION, INDEXES } from './goods'
import { type Face, LOADS } from './loads'
import { type Figures, measure } from './measure'
import { sdkFace } from './sdk'
import { privateMb, startServer } from './server'
import { measureWatchers } from './watchers'

const say = (line: string) => process.stderr.write(`${line}\n`)
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`

async function main(): Promise<void> {
  const { documents, watchers, json } = readArguments()
  const data = mkdtempSync(join(tmpdir(), 'localcloud-bench-'))
  try {
    const engine = await measureEngine(join(data, 'database'), documents)
    const server = await startServer(data)
    say(`server ready with ${documents} documents in ${(server.startMs / 1000).toFixed(1)} s`)
    const startMemory = server.memoryMb()
    const sdk = sdkFace(server.port)
    const wire = await measureAll('wx-server-sdk', sdk)
    const watch = await measureWatchers(server.port, sdk, watchers)
    const memoryMb = { engineOpened: engine.openMb, serverReady: startMemory, serverAfter: server.memoryMb() }
    await server.stop()
    const figures = {
      ...{ documents, serverStartMs: server.startMs, engineOpenMs: engine.openMs, scanMs: engine.scanMs, memoryMb },
      loads: LOADS.map(({ name, parallel }, i) => ({ name, parallel, engine: engine.loads[i], sdk: wire[i] })),
      watch,
    }
    print(figures, json)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function measureEngine(dir: string, documents: number) {
  const options = { dir, now: Date.now, indexes: INDEXES }
  const filling = openDatabase(options)
  const begun = performance.now()
  await fill(filling, documents)
  say(`${documents} documents inserted in ${seconds(begun)}`)
  await filling.close()
  const opening = performance.now()
  const db = openDatabase(options)
  const openMs = performance.now() - opening
  const openMb = privateMb(process.pid)
  const scanning = performance.now()
  db.count(COLLECTION, { price: { $lt: 0 } })
  const scanMs = performance.now() - scanning
  try {
    return { openMs, openMb, scanMs, loads: await measureAll('engine', engineFace(db)) }
  } finally {
    await db.close()
  }
}

async function measureAll(who: string, face: Face): Promise<Figures[]> {
  const all: Figures[] = []
  for (const load of LOADS) {
    const figures = await measure(load, face[load.operation])
    say(`${who}: ${load.name}, ${load.parallel} parallel: ${Math.round(figures.opsPerS)}/s`)
    all.push(figures)
  }
  return all
}

function readArguments() {
  const { values } = parseArgs({
    options: { documents: { type: 'string' }, watchers: { type: 'string' }, json: { type: 'boolean' } },
  })
  const count = (name: 'documents' | 'watchers', usual: number) => {
    const value = Number(values[name] ?? usual)
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} ${values[name]}: expected a whole number`)
    return value
  }
  return { documents: count('documents', 1_000_000), watchers: count('watchers', 1000), json: values.json === true }
}

type All = Record<'documents' | 'serverStartMs' | 'engineOpenMs' | 'scanMs', number> & {
  memoryMb: Record<string, number | undefined>
  loads: { name: string; parallel: number; engine?: Figures; sdk?: Figures }[]
  watch: { watchers: number; p50Ms: number; p95Ms: number }
}

function print(figures: All, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(figures))
    return
  }
  const cell = (f?: Figures) =>
    `${String(Math.round(f?.opsPerS ?? 0)).padStart(8)}/s ${f?.p95Ms.toFixed(2).padStart(8)} ms`
  console.log(`${''.padEnd(48)}${'engine, p95'.padStart(21)}   ${'SDK over its wire, p95'.padStart(22)}`)
  for (const { name, parallel, engine, sdk } of figures.loads) {
    console.log(`${`${name}, ${parallel} parallel`.padEnd(48)}${cell(engine)}   ${cell(sdk)}`)
  }
  const { watch, documents } = figures
  console.log(
    `${watch.watchers} watchers of one document: p50 ${watch.p50Ms.toFixed(0)} ms, p95 ${watch.p95Ms.toFixed(0)} ms`,
  )
  console.log(
    `${documents} documents: engine opens in ${figures.engineOpenMs.toFixed(0)} ms, server starts in ${figures.serverStartMs.toFixed(0)} ms, a full scan takes ${figures.scanMs.toFixed(0)} ms`,
  )
  console.log(`memory (MB, without the mapped file): ${JSON.stringify(figures.memoryMb)}`)
}

main().catch((error: Error) => {
  say(error.message)
  process.exit(1)
})
