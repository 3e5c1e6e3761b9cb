import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClientDocuments } from './access/documents'
import { userForAdmin } from './auth/admin'
import { Auth } from './auth/auth'
import { Tokens } from './auth/tokens'
import { USERS, Users } from './auth/users'
import { Verifications } from './auth/verification'
import { VirtualClock } from './clock/clock'
import { Scheduler } from './clock/scheduler'
import { openDatabase } from './database/index'
import type { Database, IndexSpec } from './database/types'
import { writeOnce } from './durable'
import { Faults } from './faults/faults'
import type { FaultPlan } from './faults/types'
import type { Caller } from './functions/caller'
import { type FunctionDefinition, type FunctionTimer, readFunctions } from './functions/config'
import { baseEnv } from './functions/env'
import { CallLog } from './functions/logs'
import { type Reload, Reloader } from './functions/reload'
import { FunctionRuntime } from './functions/runtime'
import { Timetable } from './functions/timetable'
import type { Limits } from './limits/limits'
import { OpenApi } from './openapi'
import { PayService } from './pay'
import { PAY_INDEXES } from './pay/types'
import type { Identity, Rules } from './rules/rules'
import { AdminEndpoint } from './server/admin'
import { HttpError } from './server/http'
import { AdminStorage } from './storage/admin'
import { FileStore } from './storage/files'
import { WatchSessions } from './web/watch-socket'

export interface ServicesOptions {
  data: string
  functions?: string
  indexes: Record<string, IndexSpec[]>
  rules: Rules
  start?: number
  faults: FaultPlan | undefined
  limits: Limits
  env: string
  functionEnv: Record<string, string>
  /** Port the server listens on; known before the first function starts. */
  /** Pages of the released mini-program, when known. */
  pages?: string[] | undefined
  port(): number
  warn(text: string): void
}

/** How long calls under way may take to finish when the cloud closes (real ms). */
const CLOSING_GRACE_MS = 3000

const SYSTEM_INDEXES: Record<string, IndexSpec[]> = {
  ...PAY_INDEXES,
  [USERS]: ['username', 'email', 'phone'].map((name) => ({ name, keys: { [name]: 1 } })),
}

/** Everything behind the wires, put together. */
export class Services {
  readonly clock: VirtualClock
  readonly scheduler: Scheduler
  readonly database: Database
  readonly faults: Faults
  readonly runtime: FunctionRuntime
  readonly timetable: Timetable
  readonly pay: PayService
  readonly openapi: OpenApi
  readonly users: Users
  readonly rules: Rules
  readonly auth: Auth
  readonly files: FileStore
  readonly watches: WatchSessions
  readonly admin: AdminEndpoint
  readonly secret: string
  /** Are told of functions that were reloaded. */
  readonly reloadListeners = new Set<(reload: Reload) => void>()
  private reloader: Reloader | undefined
  /** Warnings about configurations, which are read again and again: each is given once. */
  private readonly warned = new Set<string>()

  constructor(readonly options: ServicesOptions) {
    const { data, env } = options
    this.rules = options.rules
    const functions = this.readFunctions()
    mkdirSync(data, { recursive: true })
    this.clock = new VirtualClock(options.start)
    this.scheduler = new Scheduler(this.clock)
    const now = () => this.clock.now()
    this.faults = new Faults(now)
    if (options.faults) this.faults.load(options.faults)
    this.database = openDatabase({
      dir: join(data, 'database'),
      now,
      indexes: { ...options.indexes, ...SYSTEM_INDEXES },
      onWarning: options.warn,
      limits: options.limits,
    })
    this.secret = readSecret(join(data, 'secret'))
    this.runtime = new FunctionRuntime({
      functions,
      clock: this.clock,
      env: () => ({ ...baseEnv(env, options.port()), ...options.functionEnv }),
      log: new CallLog(join(data, 'functions.log')),
      faults: this.faults,
      limits: options.limits,
    })
    this.pay = new PayService(this.database, this.runtime, this.scheduler, now, this.faults, options.limits)
    this.timetable = new Timetable(this.scheduler, now, (name, timer, at) => this.fire(name, timer, at))
    this.openapi = new OpenApi(this.database, this.runtime, this.scheduler, now, options)
    this.users = new Users(this.database, now)
    const tokens = new Tokens(this.database, this.secret)
    const verifications = new Verifications(this.database, tokens, now, options.limits, options.warn)
    this.auth = new Auth(this.users, tokens, verifications)
    this.watches = new WatchSessions({
      auth: this.auth,
      env,
      faults: this.faults,
      limits: options.limits,
      now,
      documentsOf: (identity) => this.documentsOf(identity),
    })
    this.files = new FileStore(join(data, 'files'), this.database, this.secret, env, now, options.limits)
    this.admin = new AdminEndpoint({
      database: this.database,
      runtime: this.runtime,
      pay: this.pay,
      openapi: this.openapi,
      storage: new AdminStorage(this.files),
      userInfo: (body) => userForAdmin(this.users, env, body),
      faults: this.faults,
      host: () => `127.0.0.1:${options.port()}`,
      warn: (text) => this.warnOnce(text),
    })
  }

  /** Takes up what the process before left undone and starts the timers. */
  async start(): Promise<void> {
    await this.pay.resume()
    this.openapi.tasks.resume()
    for (const definition of this.runtime.functions.values()) this.timetable.set(definition)
    this.scheduler.start()
  }

  /** The database under the security rules, as one client sees it. */
  documentsOf(identity: Identity): ClientDocuments {
    return new ClientDocuments(this.database, this.rules, identity, () => this.clock.now(), this.options.limits)
  }

  /** From now on functions are reloaded when their files change. */
  async watchFunctions(): Promise<void> {
    const { functions, data } = this.options
    if (functions === undefined || this.reloader) return
    this.reloader = await Reloader.start({
      directory: functions,
      data,
      read: () => this.readFunctions(),
      runtime: this.runtime,
      timetable: this.timetable,
      onReload: (reload) => {
        for (const listener of this.reloadListeners) listener(reload)
      },
    })
  }

  private readFunctions(): Map<string, FunctionDefinition> {
    const { functions, env } = this.options
    const warn = (text: string) => this.warnOnce(text)
    return functions === undefined ? new Map() : readFunctions(functions, { env, warn, limits: this.options.limits })
  }

  private warnOnce(text: string): void {
    if (this.warned.has(text)) return
    this.warned.add(text)
    this.options.warn(text)
  }

  /** Calls a function as a client with an identity, or as the platform without one. Rejects with the failure. */
  async call(name: string, event: unknown, identity?: { openid?: string; uid?: string }): Promise<unknown> {
    const reply = await this.runtime.call(name, JSON.stringify(event ?? {}), callerOf(identity))
    if (reply.error) throw new HttpError(500, { ...reply.error, requestId: reply.requestId })
    return JSON.parse(reply.result ?? 'null')
  }

  /** The same, and resolves with everything that is known of the call; a failure is in `error`. */
  async invoke(name: string, event: unknown, identity?: { openid?: string; uid?: string }) {
    const { requestId, result, error } = await this.runtime.call(name, JSON.stringify(event ?? {}), callerOf(identity))
    const [record] = this.runtime.log.latest(1, (call) => call.requestId === requestId)
    // A call that was refused never ran; results are kept in part only.
    const known = record ?? { requestId, name, logs: [] }
    return { ...known, ...(error ? { error: record?.error ?? error.message } : { result: result ?? 'null' }) }
  }

  /** Fires the timers of a function now, one after the other, and waits for them. */
  async fireTimers(name: string): Promise<{ fired: number }> {
    const definition = this.runtime.functions.get(name)
    if (!definition) throw new HttpError(404, { error: `no such function: ${name}` })
    for (const timer of definition.timers) await this.fire(name, timer, this.clock.now())
    return { fired: definition.timers.length }
  }

  stats() {
    const { roundTrips, byAction } = this.admin.stats
    return { roundTrips, functionCalls: this.runtime.calls, byAction: { ...byAction } }
  }

  /** Stops. What timers, tasks and notices have started may finish, but not for long. */
  async close(): Promise<void> {
    await this.reloader?.close()
    this.watches.closeAll()
    this.pay.notices.close()
    const finished = this.scheduler.close()
    await Promise.race([finished, afterGrace()])
    await this.runtime.close()
    await finished
    await this.database.close()
  }

  private async fire(name: string, timer: FunctionTimer, at: number): Promise<void> {
    const event = { Type: 'Timer', TriggerName: timer.name, Time: new Date(at).toISOString(), Message: '' }
    const caller: Caller = { source: 'wx_trigger', client: false, timer: true }
    await this.runtime.call(name, JSON.stringify(event), caller)
  }
}

function callerOf(identity?: { openid?: string; uid?: string }): Caller {
  return identity ? { source: 'wx_client', client: true, ...identity } : { source: 'wx_unknown', client: false }
}

function afterGrace(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, CLOSING_GRACE_MS).unref()
  })
}

/** The key that signs tokens and links; made once for a data directory, so that they outlive a restart. */
function readSecret(file: string): string {
  writeOnce(file, randomBytes(32).toString('hex'))
  return readFileSync(file, 'utf8')
}
