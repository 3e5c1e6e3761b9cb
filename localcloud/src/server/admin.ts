import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database, WireReply, WireRequest } from '../database/types'
import type { Doom } from '../faults/doom'
import type { Faults } from '../faults/faults'
import { type Met, meetRequest } from '../faults/requests'
import type { Point } from '../faults/types'
import { addLine, type CallRecord } from '../functions/logs'
import type { FunctionRuntime } from '../functions/runtime'
import type { OpenApi } from '../openapi'
import type { PayService } from '../pay'
import type { AdminStorage } from '../storage/admin'
import { readBody, sendText } from './http'
import { LeftTransactions } from './left-transactions'
import { parseMultipart } from './multipart'
import { nextRequestId } from './request-id'
import { isSystemCollection } from './system'

export interface AdminServices {
  database: Database
  runtime: FunctionRuntime
  pay: PayService
  openapi: OpenApi
  storage: AdminStorage
  /** What is known of a person. */
  userInfo(body: WireRequest): WireReply
  faults: Faults
  /** Where this server is reached from the same machine, host and port. */
  host(): string
  warn(text: string): void
}

/** Counts of the wire of server SDKs. */
export interface AdminStats {
  roundTrips: number
  byAction: Record<string, number>
}

/** `POST /admin`: the one endpoint of wx-server-sdk and node-sdk. */
export class AdminEndpoint {
  stats: AdminStats = { roundTrips: 0, byAction: {} }
  private readonly left = new LeftTransactions()

  constructor(private readonly services: AdminServices) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const type = request.headers['content-type'] ?? ''
    if (type.startsWith('multipart/')) await this.wechat(parseMultipart(body, type), response)
    else await this.json(JSON.parse(body.toString()) as WireRequest, request, response)
  }

  private async json(body: WireRequest, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.count(body.action)
    const call = this.services.runtime.callOf(body.wxCloudApiToken)
    const met = this.struck(call?.doom) ? await this.meet(pointOf(body), response, call?.doom) : 'go on'
    if (met === 'gone') return
    const reply =
      met !== 'go on'
        ? await this.failed(met, body)
        : body.action.startsWith('database.')
          ? await this.database(body, call?.record)
          : await this.other(body, request, call?.caller.host ?? this.services.host())
    if (call?.doom?.answered()) return
    reply.requestId ??= nextRequestId()
    sendText(response, JSON.stringify(reply))
  }

  /** Whether anything can go wrong on purpose; what comes after is off the hot path. */
  private struck(doom: Doom | undefined): boolean {
    return doom !== undefined || this.services.faults.active
  }

  private async meet(point: Point, response: ServerResponse, doom?: Doom): Promise<Met> {
    return doom?.requested() ? 'gone' : await meetRequest(this.services.faults, point, response)
  }

  /** The answer of a request that a fault kept from being carried out; a conflict ends its transaction. */
  private async failed({ kind, code, message }: Exclude<Met, string>, body: WireRequest): Promise<WireReply> {
    const { transactionId } = body
    if (kind === 'conflict') await this.services.database.handle({ action: 'database.abortTransaction', transactionId })
    return { code, message }
  }

  private async database(body: WireRequest, record?: CallRecord): Promise<WireReply> {
    const warning = this.left.warning(body)
    if (warning !== undefined) {
      this.services.warn(record ? `function ${record.name}: ${warning}` : warning)
      if (record) addLine(record, 'warn', warning)
    }
    if (!isSystemCollection(body.collectionName)) {
      const reply = await this.services.database.handle(body)
      this.left.answered(body, reply)
      return reply
    }
    return { code: 'DATABASE_PERMISSION_DENIED', message: `collection ${body.collectionName} belongs to the cloud` }
  }

  private async other(body: WireRequest, request: IncomingMessage, host: string): Promise<WireReply> {
    if (body.action === 'functions.invokeFunction') return await this.invoke(body, request)
    if (body.action.startsWith('storage.')) return await this.services.storage.handle(body, host)
    if (body.action === 'auth.getUserInfoForAdmin') return this.services.userInfo(body)
    if (body.action === 'wx.api') return await this.openApi(body)
    // Reports of the SDK go nowhere, here as there.
    if (body.action === 'analytics.report') return {}
    return { code: 'INVALID_PARAM', message: `action ${body.action} is not emulated` }
  }

  /** A function calls another: the path of the call is handed on, the identity is not (as on the platform). */
  private async invoke(body: WireRequest, request: IncomingMessage): Promise<WireReply> {
    const source = String(request.headers['x-tcb-source'] ?? '').replace(/^,/, '') || 'scf'
    const event = String(body.request_data ?? '')
    const reply = await this.services.runtime.call(String(body.function_name), event, { source, client: false })
    if (reply.error) return { ...reply.error, requestId: reply.requestId }
    return { data: { response_data: reply.result }, requestId: reply.requestId }
  }

  /** An open API with JSON for its arguments, as node-sdk's `callWxOpenApi` asks. */
  private async openApi({ apiName, requestData }: WireRequest): Promise<WireReply> {
    const responseData = await this.services.openapi.handleJson(String(apiName), String(requestData ?? ''))
    return responseData === undefined
      ? { code: 'INVALID_PARAM', message: `${apiName} is not emulated` }
      : { data: { responseData } }
  }

  /**
   * openapi and cloudPay. The SDK tells a reply from a failure by the content type: failures of the platform are
   * `application/json; charset=utf-8`, everything else is handed on as bytes.
   */
  private async wechat(parts: Map<string, Buffer>, response: ServerResponse): Promise<void> {
    const text = (name: string): string => parts.get(name)?.toString() ?? ''
    const api = text('apiName')
    this.count(`${text('action')}:${api}`)
    const call = this.services.runtime.callOf(text('wxCloudApiToken'))
    const at = text('action') === 'wx.wxPayApi' ? `pay.${api}` : `openapi.${api}`
    const met = this.struck(call?.doom) ? await this.meet({ at, name: api }, response, call?.doom) : 'go on'
    if (met === 'gone') return
    if (met !== 'go on') {
      const { code, message } = met
      sendText(response, JSON.stringify({ code, message, requestId: nextRequestId() }))
      return
    }
    const data = parts.get('requestData') ?? Buffer.alloc(0)
    let reply: Buffer | undefined
    if (text('action') === 'wx.wxPayApi') {
      const request = JSON.parse(data.toString() || '{}') as Record<string, unknown>
      const answer = await this.services.pay.handle(api, request, call?.caller.openid)
      reply = answer && Buffer.from(JSON.stringify(answer))
    } else reply = await this.services.openapi.handle(api, data)
    if (call?.doom?.answered()) return
    if (!reply) {
      const message = `${api} is not emulated`
      sendText(response, JSON.stringify({ code: 'INVALID_PARAM', message, requestId: nextRequestId() }))
      return
    }
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': reply.length })
    response.end(reply)
  }

  /** Counts from zero again. */
  forget(): void {
    this.stats = { roundTrips: 0, byAction: {} }
  }

  private count(action: string): void {
    this.stats.roundTrips++
    this.stats.byAction[action] = (this.stats.byAction[action] ?? 0) + 1
  }
}

const WRITES = new Set([
  'insertDocument',
  'modifyDocument',
  'modifyAndReturnDoc',
  'removeDocument',
  'commitTransaction',
])

/** Where faults find a request: its action, and the collection or function it is about. */
function pointOf({ action, collectionName, function_name: functionName, transactionId }: WireRequest): Point {
  const [service, verb = ''] = action.split('.')
  const contended = service === 'database' && WRITES.has(verb) && typeof transactionId === 'string'
  return { at: action, name: String(collectionName ?? functionName ?? ''), contended }
}
