import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BadArguments, parseReplayArgs, REPLAY_USAGE } from '../../tests/simulation/args'
import { firstDays, MalformedLine, parseBaskets } from '../../tests/simulation/baskets'
import { ENV } from '../../tests/simulation/environment'
import { table } from '../../tests/simulation/reconcile'
import { type Replayed, replay } from '../../tests/simulation/replay'
import { REPLAY_LEADERS } from '../../tests/simulation/rules'
import { WrongState } from '../../tests/simulation/state'
import { buildDemoH5, buildFunctions } from './builds'
import { serveH5 } from './h5server'
import { demoH5 } from './paths'
import { fail, step } from './steps'

/** Speed of a live replay unless another is named: a day of twenty orders passes in about half a minute. */
const LIVE_SPEED = 1_500
/** Time to open the link before the first order comes. */
const OPENING_MS = 10_000
const LIVE_PORTS = { h5: 8090, cloud: 8797 }

/** Tells an expected failure in one line and ends with 2. */
function refuse(message: string): never {
  console.error(message)
  process.exit(2)
}

async function main(): Promise<void> {
  const cwd = process.env.LINTUAN_CWD ?? process.cwd()
  const options = parseReplayArgs(process.argv.slice(2), cwd)
  if (!existsSync(options.file)) refuse(`${options.file}: no such file`)
  const baskets = firstDays(parseBaskets(readFileSync(options.file, 'utf8'), options.file), options.days)
  const leaders = options.live ? 1 : REPLAY_LEADERS
  await quietStep('cloud functions', buildFunctions)
  if (options.live) await quietStep('web app', buildDemoH5)

  const temporary = options.state === undefined
  const state = options.state ?? mkdtempSync(join(tmpdir(), 'lintuan-replay-'))
  const abort = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort())
  try {
    const done = await replay({
      baskets,
      leaders,
      state,
      resume: options.resume,
      signal: abort.signal,
      speed: options.speed ?? (options.live ? LIVE_SPEED : undefined),
      ...(options.live ? { port: Number(process.env.CLOUD_PORT ?? LIVE_PORTS.cloud), onReady: openLive } : {}),
    })
    end(done, options.json, temporary ? undefined : state)
  } finally {
    if (temporary) rmSync(state, { recursive: true, force: true })
  }
}

async function openLive(cloud: { url: string }): Promise<void> {
  const port = Number(process.env.PORT ?? LIVE_PORTS.h5)
  const server = await serveH5(demoH5, port, {
    env: ENV,
    cloudPort: Number(new URL(cloud.url).port),
    pictureBase: './pictures',
  })
  server.unref()
  console.error(
    `Opening in ${OPENING_MS / 1000} s. Watch the leader: http://localhost:${port}/?as=leader-L00#/leader/pages/today/index`,
  )
  await sleep(OPENING_MS)
}

/** Prints the outcome and ends: 0 when everything agrees, 1 when not, 130 when it was stopped. */
function end(done: Replayed, json: boolean, state: string | undefined): void {
  if (!done.finished) {
    const how = state
      ? `go on with: the same command with --state ${state} --resume`
      : 'it was kept nowhere: name a --state DIR to be able to go on'
    console.error(`Stopped after ${done.orders} orders; ${how}`)
    process.exitCode = 130
    return
  }
  const per = (n: number) => Math.round((n / Math.max(done.orders, 1)) * 100) / 100
  const perSecond = Math.round((done.orders / Math.max(done.seconds, 0.001)) * 10) / 10
  const out = json ? console.error : console.log
  out(table(done.rows))
  out(
    `${done.orders} orders in ${done.seconds.toFixed(1)} s: ${perSecond}/s; ${per(done.roundTrips)} database round trips and ${per(done.functionCalls)} function calls an order, collection and completion included`,
  )
  if (done.redPackets === 0) out('No red packet was granted: the plan or the data is not what this replay is for.')
  const failed = done.differences > 0 || done.redPackets === 0
  out(failed ? `${done.differences} differences` : `0 differences, ${done.redPackets} red packets`)
  if (json) {
    console.log(
      JSON.stringify({
        orders: done.orders,
        lines: done.pieces,
        paidFen: done.paidFen,
        differences: done.differences,
        seconds: Math.round(done.seconds * 10) / 10,
        ordersPerSecond: perSecond,
        roundTripsPerOrder: per(done.roundTrips),
        functionCallsPerOrder: per(done.functionCalls),
      }),
    )
  }
  process.exitCode = failed ? 1 : 0
}

/** Steps of a command whose stdout may be read by a script say nothing there. */
async function quietStep(title: string, work: () => Promise<unknown>): Promise<void> {
  if (process.stdout.isTTY) await step(title, work)
  else await work()
}

main().catch((error) => {
  if (error instanceof BadArguments) refuse(`${error.message}\nusage: ${REPLAY_USAGE}`)
  if (error instanceof MalformedLine || error instanceof WrongState) refuse(error.message)
  fail(error)
})
