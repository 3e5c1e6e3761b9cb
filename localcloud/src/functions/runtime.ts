import { Doom } from '../faults/doom'
import type { Faults } from '../faults/faults'
import { delay } from '../faults/requests'
import type { Limits } from '../limits/limits'
import { nextRequestId } from '../server/request-id'
import { type Caller, eventOf, invocationEnv } from './caller'
import type { FunctionDefinition } from './config'
import { addLine, type CallLog, type CallRecord } from './logs'
import { Pool } from './pool'

export interface CallReply {
  requestId: string
  /** The function's result as JSON text, when it succeeded. */
  result?: string
  error?: { code: string; message: string }
}

export interface RuntimeOptions {
  functions: Map<string, FunctionDefinition>
  clock: { now(): number; shared: SharedArrayBuffer }
  /** Environment every instance starts with. */
  env(): Record<string, string>
  log: CallLog
  faults: Faults
  limits: Limits
}

/** A call under way; `doom`: how it will end by a fault. */
interface RunningCall {
  caller: Caller
  record: CallRecord
  doom?: Doom
}

/** Runs the cloud functions. */
export class FunctionRuntime {
  private readonly pools = new Map<string, Pool>()
  private readonly running = new Map<string, RunningCall>()
  private readonly retiring = new Set<Pool>()
  private ids = 0
  private closed = false
  private namespace: string | undefined
  calls = 0
  /** Is told of files that functions consist of, as they are loaded. */
  onSources: (files: string[]) => void = () => undefined

  constructor(private readonly options: RuntimeOptions) {}

  get functions(): Map<string, FunctionDefinition> {
    return this.options.functions
  }

  get log(): CallLog {
    return this.options.log
  }

  /** Forgets the calls that were made; instances stay. */
  forget(): void {
    this.calls = 0
    this.log.clear()
  }

  instancesOf(name: string): number {
    return this.pools.get(name)?.instances ?? 0
  }

  /** Why a function could not be loaded, when it could not. */
  problemOf(name: string): string | undefined {
    return this.pools.get(name)?.problem
  }

  /** Files a function consists of, as far as it was loaded. */
  sourcesOf(name: string): ReadonlySet<string> {
    return this.pools.get(name)?.sources ?? new Set()
  }

  /** The next call of this function meets this definition and its code as it is now; calls under way finish as they began. */
  replace(definition: FunctionDefinition): void {
    this.functions.set(definition.name, definition)
    this.retire(definition.name)
  }

  /** There is no such function from now on; calls under way finish. */
  remove(name: string): void {
    this.functions.delete(name)
    this.retire(name)
  }

  private retire(name: string): void {
    const pool = this.pools.get(name)
    if (!pool) return
    this.pools.delete(name)
    this.retiring.add(pool)
    void pool.retire().then(() => this.retiring.delete(pool))
  }

  /** The invocation that a request of the SDK belongs to; counts the request for it. */
  callOf(token: unknown): RunningCall | undefined {
    const call = typeof token === 'string' ? this.running.get(token) : undefined
    if (call) call.record.roundTrips++
    return call
  }

  /** Calls a function with an event as JSON text. Never rejects: failures are in the reply. */
  async call(name: string, event: string, caller: Caller): Promise<CallReply> {
    const requestId = nextRequestId()
    const definition = this.functions.get(name)
    if (!definition) return failure(requestId, 'FUNCTION_NOT_FOUND', 'FunctionName parameter could not be found')
    if (caller.client && !definition.clientInvoke) {
      return failure(requestId, 'PERMISSION_DENIED', `clients may not call function ${name}`)
    }
    const { functionTextBytes, functionEventBytes } = this.options.limits
    const most = caller.client ? functionTextBytes : functionEventBytes
    if (Buffer.byteLength(event) > most) {
      return failure(requestId, 'EXCEED_MAX_PAYLOAD_SIZE', `the event is larger than ${most} bytes`)
    }
    const { faults } = this.options
    let doom: Doom | undefined
    for (const fault of faults.active ? faults.meet({ at: 'invoke', name, source: caller.source }) : []) {
      const { kind, code = 'FUNCTIONS_EXECUTE_FAIL', message = 'the function failed' } = fault
      if (kind === 'latency') await delay(fault)
      else if (kind === 'error') return failure(requestId, code, message)
      else doom = new Doom(kind === 'timeout' ? kind : 'crash', fault.amount ?? 0)
    }
    return await this.execute(definition, eventOf(event || '{}', caller), caller, requestId, doom)
  }

  /** Starts an instance of each of these functions ahead of the first call, one after the other. */
  async warm(names: Iterable<string> = this.functions.keys()): Promise<void> {
    for (const name of [...names]) {
      const definition = this.functions.get(name)
      if (definition && !this.closed) await this.pool(definition).warm()
    }
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.all([...this.pools.values(), ...this.retiring].map((pool) => pool.close()))
    this.log.close()
  }

  private pool(definition: FunctionDefinition): Pool {
    let pool = this.pools.get(definition.name)
    if (!pool) {
      const env = { ...this.options.env(), ...definition.env }
      pool = new Pool(definition, this.options.clock.shared, env, (files) => this.onSources(files))
      this.pools.set(definition.name, pool)
    }
    return pool
  }

  private async execute(definition: FunctionDefinition, event: string, caller: Caller, requestId: string, doom?: Doom) {
    this.calls++
    const id = ++this.ids
    const record = this.newRecord(id, requestId, definition.name, caller, event)
    const token = `${requestId}.${id}`
    this.running.set(token, doom ? { caller, record, doom } : { caller, record })
    const queued = performance.now()
    let started = queued
    const env = invocationEnv(caller, token)
    this.namespace ??= this.options.env().SCF_NAMESPACE
    const outcome = await this.pool(definition).run(
      { id, event, env, context: contextOf(definition, requestId, this.namespace, env) },
      (level, text) => addLine(record, level, text),
      () => {
        started = performance.now()
      },
      doom,
    )
    this.running.delete(token)
    record.queuedMs = started - queued
    record.tookMs = performance.now() - started
    const reply = replyOf(definition, requestId, outcome, this.options.limits.functionResultBytes)
    if (reply.result !== undefined) record.result = reply.result
    if (reply.error) record.error = outcome.error?.stack || reply.error.message
    this.log.add(record)
    return reply
  }

  private newRecord(id: number, requestId: string, name: string, caller: Caller, event: string): CallRecord {
    const record: CallRecord = {
      id,
      requestId,
      name,
      source: caller.source,
      at: this.options.clock.now(),
      queuedMs: 0,
      tookMs: 0,
      roundTrips: 0,
      event,
      logs: [],
    }
    if (caller.openid !== undefined) record.openid = caller.openid
    if (caller.uid !== undefined) record.uid = caller.uid
    return record
  }
}

function replyOf(
  definition: FunctionDefinition,
  requestId: string,
  outcome: { result?: string; error?: { message: string; stack: string }; timedOut?: boolean },
  mostBytes: number,
): CallReply {
  if (outcome.timedOut) {
    const seconds = definition.timeoutMs / 1000
    return failure(requestId, 'FUNCTIONS_TIME_LIMIT_EXCEEDED', `Invoking task timed out after ${seconds} seconds`)
  }
  if (outcome.error) return failure(requestId, 'FUNCTIONS_EXECUTE_FAIL', outcome.error.stack || outcome.error.message)
  const result = outcome.result ?? 'null'
  if (Buffer.byteLength(result) > mostBytes) {
    return failure(requestId, 'FUNCTIONS_EXECUTE_FAIL', `the result is larger than ${mostBytes} bytes`)
  }
  return { requestId, result }
}

function failure(requestId: string, code: string, message: string): CallReply {
  return { requestId, error: { code, message } }
}

/** The handler's second argument, as SCF describes it; `environment` is what parseContext of the node SDK reads. */
function contextOf(
  definition: FunctionDefinition,
  requestId: string,
  namespace: string | undefined,
  env: Record<string, string>,
): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: true,
    request_id: requestId,
    function_name: definition.name,
    function_version: '$LATEST',
    namespace,
    memory_limit_in_mb: 256,
    time_limit_in_ms: definition.timeoutMs,
    environment: JSON.stringify(env),
    tencentcloud_region: 'ap-shanghai',
  }
}
