/**
 * `npm run bench -w localcloud [-- --documents N] [--watchers N] [--seconds N] [--json]`: the engine alone and, next to
 * it, the same work through the unmodified wx-server-sdk over its wire, on a collection of a million documents. Each
 * part has `seconds` (60); what fails is named, and the rest is measured. Stopped by a signal, it tells what it has.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Database, openDatabase } from '../src/database/index'
import { engineFace, fill } from './engine'
import { COLLECTION, INDEXES } from './goods'
import { type Face, LOADS } from './loads'
import { type Figures, measure } from './measure'
import { Parts } from './parts'
import { type All, print } from './print'
import { sdkFace } from './sdk'
import { privateMb, type Server, startServer } from './server'
import { measureWatchers } from './watchers'

/** Documents that are inserted in a second on the slowest machine that is waited for. */
const SLOWEST_FILLING = 500

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const { documents, watchers, seconds, json } = readArguments()
  const data = mkdtempSync(join(tmpdir(), 'localcloud-bench-'))
  const parts = new Parts(seconds, say)
  const figures: All = {
    documents,
    memoryMb: {},
    loads: LOADS.map(({ name, parallel }) => ({ name, parallel })),
    failed: parts.failed,
  }
  let server: Server | undefined
  const end = (): never => {
    server?.kill()
    rmSync(data, { recursive: true, force: true })
    print(figures, json)
    process.exit(Object.keys(parts.failed).length > 0 ? 1 : 0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      parts.failed.bench = `stopped by ${signal}`
      end()
    })
  }
  await measureEngine(join(data, 'database'), documents, parts, figures)
  server = await parts.run('server, start', () => startServer(data))
  if (server) {
    figures.serverStartMs = server.startMs
    figures.memoryMb.serverReady = server.memoryMb()
    const { port } = server
    const sdk = sdkFace(port)
    figures.watch = await parts.run(
      `${watchers} watchers`,
      (until) => measureWatchers(port, sdk, watchers, until, say),
      { shown: ({ p95Ms }) => `p95 ${p95Ms.toFixed(0)} ms` },
    )
    await measureAll('wx-server-sdk', sdk, parts, (i, done) => {
      if (figures.loads[i]) figures.loads[i].sdk = done
    })
    figures.memoryMb.serverAfter = server.memoryMb()
  }
  end()
}

async function measureEngine(dir: string, documents: number, parts: Parts, figures: All): Promise<void> {
  const options = { dir, now: Date.now, indexes: INDEXES }
  await parts.run(
    `${documents} documents inserted`,
    async () => {
      const filling = openDatabase(options)
      await fill(filling, documents, say)
      await filling.close()
    },
    { seconds: Math.max(60, documents / SLOWEST_FILLING) },
  )
  const opening = performance.now()
  const db: Database = openDatabase(options)
  figures.engineOpenMs = performance.now() - opening
  figures.memoryMb.engineOpened = privateMb(process.pid)
  const scanning = performance.now()
  db.count(COLLECTION, { price: { $lt: 0 } })
  figures.scanMs = performance.now() - scanning
  await measureAll('engine', engineFace(db), parts, (i, done) => {
    if (figures.loads[i]) figures.loads[i].engine = done
  })
  await parts.run('engine, closing', () => db.close())
}

async function measureAll(who: string, face: Face, parts: Parts, keep: (i: number, done?: Figures) => void) {
  for (const [i, load] of LOADS.entries()) {
    const name = `${who}, ${load.name}, ${load.parallel} parallel`
    const shown = ({ opsPerS }: Figures) => `${Math.round(opsPerS)}/s`
    keep(i, await parts.run(name, (until) => measure(load, until, face[load.operation]), { shown }))
  }
}

function readArguments() {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { documents: text, watchers: text, seconds: text, json: { type: 'boolean' } },
  })
  const count = (name: 'documents' | 'watchers' | 'seconds', usual: number) => {
    const value = Number(values[name] ?? usual)
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} ${values[name]}: expected a whole number`)
    return value
  }
  return {
    documents: count('documents', 1_000_000),
    watchers: count('watchers', 1000),
    seconds: count('seconds', 60),
    json: values.json === true,
  }
}

main().catch((error: Error) => {
  say(error.message)
  process.exit(1)
})
