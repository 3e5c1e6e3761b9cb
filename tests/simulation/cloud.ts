import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LocalCloudOptions } from 'localcloud'
import type { Collections } from '../../cloudfunctions/common/collections'
import { root } from '../../config/tasks/paths'

export interface CloudStats {
  roundTrips: number
  functionCalls: number
  /** CPU time of the cloud's process, functions included, µs. */
  cpuMicros: number
}

const RELEASE_MS = 10_000
const RELEASE_POLL_MS = 100

/** What simulations need of a local cloud, whether it lives in this process or in one of its own. */
export interface SimulatedCloud {
  /** http://127.0.0.1:PORT */
  url: string
  insert<C extends keyof Collections>(collection: C, docs: readonly Collections[C][]): Promise<void>
  /** Documents of a collection by `_id`, ascending. */
  find<C extends keyof Collections>(
    collection: C,
    options?: { skip?: number; limit?: number },
  ): Promise<Collections[C][]>
  count(collection: keyof Collections, query: object): Promise<number>
  addUsers(users: readonly { username: string; password: string; openid: string }[]): Promise<void>
  /** Moves the clock to `ms` and does what is due on the way; a timer that comes due often fires once. */
  setClock(ms: number): Promise<void>
  stats(): Promise<CloudStats>
  close(): Promise<void>
}

/** What the child process understands. */
export type CloudRequest =
  | { op: 'start'; options: LocalCloudOptions }
  | { op: 'insert'; collection: string; docs: readonly object[] }
  | { op: 'find'; collection: string; skip: number; limit: number }
  | { op: 'count'; collection: string; query: object }
  | { op: 'addUsers'; users: readonly { username: string; password: string; openid: string }[] }
  | { op: 'setClock'; ms: number }
  | { op: 'stats' }
  | { op: 'close' }

export interface CloudReply {
  id: number
  value?: unknown
  error?: string
}

/**
 * A local cloud in a process of its own, so that it is measured, and can be killed, apart from those who use it. It dies
 * with this process.
 */
export async function startCloudProcess(options: LocalCloudOptions): Promise<SimulatedCloud> {
  const child = fork(join(__dirname, 'cloud-process.ts'), [], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    // Ctrl-C reaches the whole foreground group; this process decides when the cloud stops.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let ids = 0
  child.on('message', (reply: CloudReply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.error !== undefined) call?.reject(new Error(reply.error))
    else call?.resolve(reply.value)
  })
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`the cloud's process ended (${signal ?? code})`))
    waiting.clear()
  })
  const ask = <T>(request: CloudRequest) =>
    new Promise<T>((resolve, reject) => {
      const id = ++ids
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      child.send({ id, ...request }, (error) => error && reject(error))
    })
  const url = await startOnceFree(() => ask<string>({ op: 'start', options }))
  return {
    url,
    insert: (collection, docs) => ask({ op: 'insert', collection, docs }),
    find: (collection, { skip = 0, limit = Number.MAX_SAFE_INTEGER } = {}) =>
      ask({ op: 'find', collection, skip, limit }),
    count: (collection, query) => ask({ op: 'count', collection, query }),
    addUsers: (users) => ask({ op: 'addUsers', users }),
    setClock: (ms) => ask({ op: 'setClock', ms }),
    stats: () => ask({ op: 'stats' }),
    async close() {
      await ask({ op: 'close' })
      child.disconnect()
    },
  }
}

/** A cloud whose user was just killed needs a moment to notice; its data are not free before. */
async function startOnceFree(start: () => Promise<string>): Promise<string> {
  const until = Date.now() + RELEASE_MS
  for (;;) {
    try {
      return await start()
    } catch (error) {
      if (!String(error).includes('is in use by process') || Date.now() > until) throw error
      await sleep(RELEASE_POLL_MS)
    }
  }
}
