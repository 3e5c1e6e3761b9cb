import type { Scheduler } from '../clock/scheduler'
import type { Database } from '../database/types'
import type { FunctionRuntime } from '../functions/runtime'
import type { Limits } from '../limits/limits'
import { SubscribeMessages } from './messages'
import { PhoneNumbers } from './phone'
import { DelayedTasks } from './tasks'
import { type ApiAnswer, readArguments, writeAnswer } from './wire'
import { UnlimitedCodes } from './wxacode'

interface Options {
  limits: Limits
  pages?: string[] | undefined
}

/** The open APIs of WeChat that are emulated (`cloud.openapi.*`). */
export class OpenApi {
  readonly messages: SubscribeMessages
  readonly phones: PhoneNumbers
  readonly tasks: DelayedTasks
  private readonly apis: Record<string, (data: Record<string, unknown>) => Promise<ApiAnswer> | ApiAnswer>

  constructor(
    database: Database,
    runtime: FunctionRuntime,
    scheduler: Scheduler,
    now: () => number,
    { limits, pages }: Options,
  ) {
    this.messages = new SubscribeMessages(database, now, limits)
    this.phones = new PhoneNumbers(database, now, limits)
    this.tasks = new DelayedTasks(database, runtime, scheduler, now, limits)
    const codes = new UnlimitedCodes(now, limits, pages)
    this.apis = {
      'subscribeMessage.send': (data) => this.messages.send(data),
      'wxacode.getUnlimited': (data) => codes.make(data),
      'phonenumber.getPhoneNumber': (data) => this.phones.getPhoneNumber(data),
      'cloudbase.addDelayedFunctionTask': (data) => this.tasks.add(data),
    }
  }

  /** One call in the SDK's protobuf; undefined when the API is not emulated. */
  async handle(api: string, data: Buffer): Promise<Buffer | undefined> {
    const call = this.apis[api]
    return call && writeAnswer(await call(readArguments(data)))
  }

  /** The same with arguments and answer as JSON texts (`callWxOpenApi`); undefined also for an API that answers bytes. */
  async handleJson(api: string, data: string): Promise<string | undefined> {
    const answer = await this.apis[api]?.(JSON.parse(data || '{}') as Record<string, unknown>)
    return answer && !Buffer.isBuffer(answer.bytes) ? JSON.stringify(answer) : undefined
  }
}
