import type { Scheduler } from '../clock/scheduler'
import type { Database } from '../database/types'
import type { FunctionRuntime } from '../functions/runtime'
import type { Limits } from '../limits/limits'
import { CustomerMessages } from './customers'
import { Links } from './links'
import { SubscribeMessages } from './messages'
import { OpenData } from './open-data'
import { PhoneNumbers } from './phone'
import { ContentSecurity } from './security'
import { sharedEnvironment } from './shared'
import { SIGNED, sign } from './signatures'
import { DelayedTasks } from './tasks'
import { Templates } from './templates'
import { type ApiAnswer, readArguments, withRid, writeAnswer } from './wire'
import { MiniProgramCodes } from './wxacode'

interface Options {
  limits: Limits
  pages?: string[] | undefined
}

/** The open APIs of WeChat that are emulated (`cloud.openapi.*`). */
export class OpenApi {
  readonly messages: SubscribeMessages
  readonly templates: Templates
  readonly customers: CustomerMessages
  readonly security: ContentSecurity
  readonly phones: PhoneNumbers
  readonly openData: OpenData
  readonly tasks: DelayedTasks
  private readonly apis: Record<string, (data: Record<string, unknown>) => Promise<ApiAnswer> | ApiAnswer>

  constructor(
    database: Database,
    runtime: FunctionRuntime,
    scheduler: Scheduler,
    now: () => number,
    { limits, pages }: Options,
  ) {
    this.templates = new Templates(database)
    this.messages = new SubscribeMessages(database, this.templates, now, limits)
    this.customers = new CustomerMessages(database, now, limits)
    this.security = new ContentSecurity(database, limits)
    this.phones = new PhoneNumbers(database, now, limits)
    this.openData = new OpenData(database, now, limits)
    this.tasks = new DelayedTasks(database, runtime, scheduler, now, limits)
    const codes = new MiniProgramCodes(database, now, limits, pages)
    const links = new Links(database, now, limits, pages)
    this.apis = {
      'subscribeMessage.send': (data) => this.messages.send(data),
      'subscribeMessage.getTemplateList': () => this.templates.list(),
      'subscribeMessage.deleteTemplate': (data) => this.templates.remove(data),
      'customerServiceMessage.send': (data) => this.customers.send(data),
      'customerServiceMessage.setTyping': (data) => this.customers.setTyping(data),
      'customerServiceMessage.uploadTempMedia': (data) => this.customers.uploadTempMedia(data),
      'customerServiceMessage.getTempMedia': (data) => this.customers.getTempMedia(data),
      'security.msgSecCheck': (data) => this.security.msgSecCheck(data),
      'security.imgSecCheck': (data) => this.security.imgSecCheck(data),
      'security.mediaCheckAsync': (data) => this.security.mediaCheckAsync(data),
      'wxacode.getUnlimited': (data) => codes.getUnlimited(data),
      'wxacode.get': (data) => codes.get(data),
      'wxacode.createQRCode': (data) => codes.createQRCode(data),
      'urlscheme.generate': (data) => links.generateScheme(data),
      'urlscheme.query': (data) => links.queryScheme(data),
      'urllink.generate': (data) => links.generateLink(data),
      'urllink.query': (data) => links.queryLink(data),
      'phonenumber.getPhoneNumber': (data) => this.phones.getPhoneNumber(data),
      'cloudbase.getOpenData': (data) => this.openData.getOpenData(data),
      'cloudbase.addDelayedFunctionTask': (data) => this.tasks.add(data),
    }
  }

  /** Names of what is emulated. */
  get names(): string[] {
    return Object.keys(this.apis)
  }

  /** One call in the SDK's protobuf; undefined when the API is not emulated. */
  async handle(api: string, data: Buffer): Promise<Buffer | undefined> {
    if (api === 'ApiGetOpenDataByCloudId') return this.openData.handle(data)
    if (SIGNED.has(api)) return sign(data)
    if (api === 'getCrossAccountToken') return sharedEnvironment()
    const answer = await this.call(api, () => readArguments(data))
    return answer && writeAnswer(answer)
  }

  /** The same with arguments and answer as JSON texts (`callWxOpenApi`); undefined also for an API that answers bytes. */
  async handleJson(api: string, data: string): Promise<string | undefined> {
    const answer = await this.call(api, () => JSON.parse(data || '{}') as Record<string, unknown>)
    return answer && !Buffer.isBuffer(answer.bytes) ? JSON.stringify(withRid(answer)) : undefined
  }

  private async call(api: string, data: () => Record<string, unknown>): Promise<ApiAnswer | undefined> {
    return Object.hasOwn(this.apis, api) ? await this.apis[api]?.(data()) : undefined
  }
}
