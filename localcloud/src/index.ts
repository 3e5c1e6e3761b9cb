import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { NewUser } from './auth/users'
import { type ClientIdentity, CloudClient } from './client/client'
import { optionOf } from './config/option'
import { checkIndexes } from './database/indexes'
import type { Database, IndexSpec } from './database/types'
import { checkPlan } from './faults/check'
import type { Faults } from './faults/faults'
import type { FaultPlan } from './faults/types'
import type { FunctionTimer } from './functions/config'
import type { CallRecord } from './functions/logs'
import type { Reload } from './functions/reload'
import { type Limits, limitsOf } from './limits/limits'
import { lockDirectory } from './lock'
import type { Template } from './openapi/templates'
import type { Payment } from './pay/orders'
import { type CollectionRule, Rules } from './rules/rules'
import { listen } from './server/http'
import { route } from './server/router'
import { Services } from './services'
import { exportState, importState, type Manifest } from './state/backup'
import { resetState } from './state/reset'
import { type Seed, seedDatabase } from './state/seed'
import { acceptWatches } from './web/upgrade'

export type { ClientIdentity, CloudClient } from './client/client'
export type { Database, IndexSpec } from './database/types'
export type { FaultKind, FaultPlan, FaultRates, FaultRule, FaultSpec, Struck } from './faults/types'
export type { CallRecord } from './functions/logs'
export type { Reload } from './functions/reload'
export type { Limits } from './limits/limits'
export type { Template } from './openapi/templates'
export type { CollectionRule } from './rules/rules'
export type { Manifest } from './state/backup'
export type { Seed } from './state/seed'

export interface LocalCloudOptions {
  /** 0, or absent: any free port. */
  port?: number
  /** Address to listen on; default 0.0.0.0, so that phones on the network reach the client addresses. */
  host?: string
  /** Data directory; absent: a temporary one, removed at close. */
  data?: string
  /** Directory of the functions: NAME/index.js or NAME/index.ts, NAME/config.json. */
  functions?: string
  /** Security rules by collection, or a JSON file of them; without one a collection is closed to clients. */
  rules?: Record<string, CollectionRule> | string
  /** Indexes by collection, or a JSON file of them. */
  indexes?: Record<string, IndexSpec[]> | string
  /** `now`: the clock starts frozen at this time (ms); absent: real time. */
  clock?: { now?: number }
  /** What goes wrong on purpose from the start, or a JSON file of it: docs/faults.md. */
  faults?: FaultPlan | string
  /** Limits of the platform to change, or a JSON file of them; `false` or `off`: none. See docs/limits.md. */
  limits?: Partial<Limits> | false | string
  /** Pages of the released mini-program: with them `getUnlimited` refuses others, unless it is told not to check. */
  pages?: string[]
  /** Environment id, default `local-env`. */
  env?: string
  /** Environment variables that all functions see. */
  functionEnv?: Record<string, string>
  /** Starts an instance of each function in the background, so that first calls are quick. */
  warm?: boolean
  /** Reloads functions when their files change; default: no. */
  watch?: boolean
  /** No warnings on stderr. */
  quiet?: boolean
}

export interface LocalCloud {
  /** `http://127.0.0.1:PORT` */
  url: string
  port: number
  clock: {
    now(): number
    /**
     * Moves to a time (ms) and stays there; what is due on the way runs first, in order. `firings`: at most about so
     * many of each recurring timer (default 60; 1: once, at the end).
     */
    set(ms: number, firings?: number): Promise<void>
    advance(ms: number, firings?: number): Promise<void>
    /** Runs on, `speed` times as fast as real time (default 1). */
    follow(speed?: number): void
  }
  /** The functions there are now. */
  readonly functions: { name: string; entry: string; timers: { name: string; expression: string }[] }[]
  /** Calls a function as a client with an identity, or as the platform without one. */
  call(name: string, event: unknown, identity?: { openid?: string; uid?: string }): Promise<unknown>
  /** A client in this process, in the shape of `wx.cloud`, under the security rules. */
  client(identity: ClientIdentity): CloudClient
  users: {
    add(user: NewUser | NewUser[]): Promise<void>
    /** The code last sent to a mail address or phone number, while it is good. */
    codeFor(address: string): string | undefined
  }
  database: Database
  stats(): { roundTrips: number; functionCalls: number; byAction: Record<string, number> }
  pay: {
    /** Pays as a person would; resolves once the payment is durable and its first notice was answered or failed. */
    confirm(prepayId: string): Promise<{ state: string; accepted: boolean }>
    cancel(prepayId: string): Promise<{ state: string; accepted: boolean }>
    repeatCallback(outTradeNo: string, times?: number): Promise<{ accepted: boolean; error?: string }[]>
    dropCallbacks(on: boolean): void
  }
  consents: { grant(openid: string, templateIds: string[], times?: number): Promise<void> }
  /** What WeChat knows and people do, for the open APIs that ask for it. */
  wechat: {
    /** Words that content security finds risky from now on, in texts and among the bytes of pictures. */
    risky(words: string[]): Promise<void>
    /** The templates of subscribe messages there are; while none are set, any id is one. */
    templates(templates: Template[]): Promise<void>
    /** A person writes to the customer service and may be answered. */
    write(openid: string): Promise<void>
    /** A code as the phone number button hands out. */
    phoneCode(phoneNumber: string): Promise<string>
    /** A cloud id of open data, as `wx.getWeRunData` and others hand out. */
    share(data: Record<string, unknown>): Promise<string>
  }
  /** Things that go wrong on purpose: docs/faults.md. */
  faults: Pick<Faults, 'add' | 'plan' | 'load' | 'clear' | 'list' | 'trace'>
  timers: { fire(name: string): Promise<{ fired: number }> }
  /** Puts documents into collections, replacing those with the same _id; resolves with how many, by collection. */
  seed(seed: Seed): Promise<Record<string, number>>
  /** Makes the cloud as new, quickly: between tests. Functions, rules and indexes stay, and so do running instances. */
  reset(): Promise<void>
  /** Writes the whole state into a new directory, as plain files. */
  export(directory: string): Promise<Manifest>
  /** Takes in what `export` wrote. */
  import(directory: string): Promise<Manifest>
  /** Is told of every call of a function when it has ended; returns how to end that. */
  onCall(listener: (call: CallRecord) => void): () => void
  /** Is told of every reload of functions (option `watch`); returns how to end that. */
  onReload(listener: (reload: Reload) => void): () => void
  /** Resolves when no payment notice, timer or delayed task is under way. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Starts an emulated cloud in this process. */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const temporary = options.data === undefined ? mkdtempSync(join(tmpdir(), 'localcloud-')) : undefined
  const data = resolve(options.data ?? (temporary as string))
  const unlock = lockDirectory(data)
  const release = (): void => {
    unlock()
    if (temporary) rmSync(temporary, { recursive: true, force: true })
  }
  try {
    return await start(options, data, release)
  } catch (error) {
    release()
    throw error
  }
}

async function start(options: LocalCloudOptions, data: string, released: () => void): Promise<LocalCloud> {
  let port = 0
  const warn = (text: string) => {
    if (!options.quiet) process.stderr.write(`localcloud: ${text}\n`)
  }
  const services = new Services({
    data,
    indexes: optionOf(options.indexes, (indexes = {}) => {
      checkIndexes(indexes)
      return indexes
    }),
    rules: optionOf(options.rules, (rules = {}) => new Rules(rules, fileOf(options.rules))),
    env: options.env ?? 'local-env',
    functionEnv: options.functionEnv ?? {},
    port: () => port,
    warn,
    faults: optionOf(options.faults, (plan) => plan && checkPlan(plan)),
    limits: optionOf(options.limits === 'off' ? false : options.limits, limitsOf),
    pages: options.pages,
    ...(options.functions === undefined ? {} : { functions: resolve(options.functions) }),
    ...(options.clock?.now === undefined ? {} : { start: options.clock.now }),
  })
  const listening = await listen(
    (request, response) => route(services, request, response),
    options.port ?? 0,
    options.host ?? '0.0.0.0',
  ).catch(async (error: unknown) => {
    await services.close()
    throw error
  })
  port = listening.port
  const sockets = acceptWatches(listening.server, services.watches)
  await services.start()
  if (options.watch) await services.watchFunctions()
  if (options.warm) void warm(services, warn)
  const close = async (): Promise<void> => {
    listening.server.close()
    listening.server.closeIdleConnections()
    sockets.close()
    await services.close()
    listening.server.closeAllConnections()
    released()
  }
  let closing: Promise<void> | undefined
  return Object.assign(facade(services), {
    url: `http://127.0.0.1:${port}`,
    port,
    close() {
      closing ??= close()
      return closing
    },
  })
}

/** Loads every function once and tells of those that do not load. */
async function warm({ runtime }: Services, warn: (text: string) => void): Promise<void> {
  for (const name of [...runtime.functions.keys()]) {
    await runtime.warm([name])
    const problem = runtime.problemOf(name)
    if (problem !== undefined) warn(`function ${name} does not load: ${problem}`)
  }
}

function facade(services: Services): Omit<LocalCloud, 'url' | 'port' | 'close'> {
  const { clock, scheduler, pay } = services
  return {
    clock: {
      now: () => clock.now(),
      set: (ms, firings) => scheduler.jump(ms, firings),
      advance: (ms, firings) => scheduler.jump((now) => now + ms, firings),
      follow: (speed = 1) => scheduler.follow(speed),
    },
    get functions() {
      const timers = (of: FunctionTimer[]) => of.map(({ name, expression }) => ({ name, expression }))
      return [...services.runtime.functions.values()].map((one) => ({
        name: one.name,
        entry: one.entry,
        timers: timers(one.timers),
      }))
    },
    call: (name, event, identity) => services.call(name, event, identity),
    client: (identity) => new CloudClient(services, () => `127.0.0.1:${services.options.port()}`, identity),
    users: {
      add: (user) => services.users.add(Array.isArray(user) ? user : [user]),
      codeFor: (address) => services.auth.verifications.codeFor(address),
    },
    database: services.database,
    stats: () => services.stats(),
    pay: {
      confirm: async (prepayId) => settled(await pay.orders.confirm(prepayId)),
      cancel: async (prepayId) => settled(pay.orders.cancel(prepayId)),
      async repeatCallback(outTradeNo, times = 1) {
        const answers = []
        for (let i = 0; i < times; i++) answers.push(await pay.notices.repeat(outTradeNo))
        return answers
      },
      dropCallbacks(on) {
        pay.notices.dropping = on
      },
    },
    consents: { grant: (openid, templateIds, times) => services.openapi.messages.grant(openid, templateIds, times) },
    wechat: {
      risky: (words) => services.openapi.security.setRisky(words),
      templates: (templates) => services.openapi.templates.set(templates),
      write: (openid) => services.openapi.customers.write(openid),
      phoneCode: (phoneNumber) => services.openapi.phones.makeCode(phoneNumber),
      share: (data) => services.openapi.openData.share(data),
    },
    faults: services.faults,
    timers: { fire: (name) => services.fireTimers(name) },
    seed: (seed) => seedDatabase(services.database, seed, clock.now()),
    reset: () => resetState(services),
    export: (directory) => exportState(services, directory),
    import: (directory) => importState(services, directory),
    onCall: (listener) => listenTo(services.runtime.log.listeners, listener),
    onReload: (listener) => listenTo(services.reloadListeners, listener),
    settled: () => scheduler.settled(),
  }
}

function listenTo<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function settled(payment: Payment | { refused: string }): Promise<{ state: string; accepted: boolean }> {
  if ('refused' in payment) throw new Error(`the payment was refused: ${payment.refused}`)
  return { state: payment.state, accepted: await payment.accepted }
}

/** The file of an option, for messages. */
const fileOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
