import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Collections } from '../../cloudfunctions/common/collections'
import { builtFunctions, root } from '../../config/tasks/paths'
import type { Basket } from './baskets'
import { Wire } from './client'
import { type SimulatedCloud, startCloudProcess } from './cloud'
import { Driver } from './drive'
import { ENV, functionEnv } from './environment'
import { expectedOf } from './expected'
import { observe } from './observed'
import { Progress } from './progress'
import { type Row, reconcile } from './reconcile'
import { dayOf } from './rules'
import { schedule } from './schedule'
import { seedReplay } from './seed'
import { cloudDir, openState, saveState } from './state'

/** Baskets ordered at the same instant when nobody watches. */
const CHUNK = 20
/** Longest real wait between two steps of a replay with a speed: nights are shortened. */
const LONGEST_WAIT_MS = 4_000
const PAGE = 5_000

export interface ReplayRun {
  baskets: readonly Basket[]
  leaders: number
  /** Virtual time per real time; as fast as possible when absent. */
  speed?: number
  state: string
  resume: boolean
  /** Stops the replay cleanly after the step under way. */
  signal?: AbortSignal
  progress?: { write(text: string): unknown; isTTY?: boolean }
  port?: number
  /** Called once the cloud is up, before anybody orders. */
  onReady?: (cloud: SimulatedCloud) => Promise<void> | void
  functions?: string
}

export interface Replayed {
  /** False when it was stopped: the state directory has what is needed to go on. */
  finished: boolean
  orders: number
  rows: Row[]
  differences: number
  redPackets: number
  pieces: number
  paidFen: number
  seconds: number
  roundTrips: number
  functionCalls: number
}

/** Replays baskets through the cloud functions and reconciles the outcome with the baskets. */
export async function replay(run: ReplayRun): Promise<Replayed> {
  const chunk = run.speed === undefined ? CHUNK : 1
  const steps = schedule(run.baskets, run.leaders, chunk)
  const state = openState(run.state, subjectOf(run, chunk), run.resume)
  const start = steps[Math.max(0, state.next - (state.next > 0 ? 1 : 0))]?.at ?? 0
  const cloud = await startCloudProcess({
    port: run.port ?? 0,
    data: cloudDir(run.state),
    functions: run.functions ?? builtFunctions,
    rules: `${root}/cloudfunctions/database.rules.json`,
    indexes: `${root}/cloudfunctions/database.indexes.json`,
    clock: { now: start },
    env: ENV,
    functionEnv,
    quiet: true,
  })
  const wire = new Wire(cloud.url)
  try {
    if (!state.seeded) {
      const members = [...new Set(run.baskets.map((basket) => basket.member))]
      await seedReplay(cloud, members, run.leaders, start)
      state.seeded = true
      saveState(run.state, state)
    }
    await run.onReady?.(cloud)
    const driver = new Driver({ cloud, wire, env: ENV, leaders: run.leaders })
    const ordersIn = (list: typeof steps) => list.reduce((n, s) => n + (s.kind === 'orders' ? s.baskets.length : 0), 0)
    let done = ordersIn(steps.slice(0, state.next))
    const progress = new Progress(run.baskets.length, done, run.progress)
    let counted = await cloud.stats()
    let since = performance.now()
    for (let i = state.next; i < steps.length && !run.signal?.aborted; i++) {
      const step = steps[i] as (typeof steps)[number]
      if (run.speed !== undefined && i > 0) {
        const wait = (step.at - (steps[i - 1]?.at ?? step.at)) / run.speed
        await sleep(Math.min(wait, LONGEST_WAIT_MS), undefined, { signal: run.signal }).catch(() => undefined)
        if (run.signal?.aborted) break
      }
      await driver.run(step)
      if (step.kind === 'orders') done += step.baskets.length
      progress.show(done, dayOf(step.at))
      const stats = await cloud.stats()
      state.next = i + 1
      state.seconds += (performance.now() - since) / 1000
      state.roundTrips += stats.roundTrips - counted.roundTrips
      state.functionCalls += stats.functionCalls - counted.functionCalls
      since = performance.now()
      counted = stats
      saveState(run.state, state)
    }
    progress.end()
    const finished = state.next >= steps.length
    const { seconds, roundTrips, functionCalls } = state
    const measured = { finished, seconds, roundTrips, functionCalls }
    if (!finished) return { ...measured, orders: done, rows: [], differences: 0, redPackets: 0, pieces: 0, paidFen: 0 }
    const found = await observe((collection) => readAll(cloud, collection))
    const rows = reconcile(expectedOf(run.baskets, run.leaders), found)
    return {
      ...measured,
      orders: found.orders.size,
      rows,
      differences: rows.reduce((sum, row) => sum + row.differences, 0),
      redPackets: found.redPackets.size,
      pieces: found.pieces,
      paidFen: found.paidFen,
    }
  } finally {
    wire.close()
    await cloud.close()
  }
}

function subjectOf(run: ReplayRun, chunk: number): string {
  const hash = createHash('sha256')
  for (const { day, member, pieces } of run.baskets) hash.update(`${day} ${member} ${[...pieces].join(' ')}\n`)
  return `${hash.digest('hex').slice(0, 24)} leaders=${run.leaders} chunk=${chunk}`
}

async function readAll<C extends keyof Collections>(cloud: SimulatedCloud, collection: C): Promise<Collections[C][]> {
  const all: Collections[C][] = []
  for (;;) {
    const page = await cloud.find(collection, { skip: all.length, limit: PAGE })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}
