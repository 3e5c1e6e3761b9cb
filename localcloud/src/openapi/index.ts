import type { Scheduler } from '../clock/scheduler'
import type { Database } from '../database/types'
import type { FunctionRuntime } from '../functions/runtime'
import { SubscribeMessages } from './messages'
import { PhoneNumbers } from './phone'
import { DelayedTasks } from './tasks'
import { type ApiAnswer, readArguments, writeAnswer } from './wire'
import { getUnlimitedCode } from './wxacode'

/** The open APIs of WeChat that are emulated (`cloud.openapi.*`). */
export class OpenApi {
  readonly messages: SubscribeMessages
  readonly phones: PhoneNumbers
  readonly tasks: DelayedTasks
  private readonly apis: Record<string, (data: Record<string, unknown>) => Promise<ApiAnswer> | ApiAnswer>

  constructor(database: Database, runtime: FunctionRuntime, scheduler: Scheduler, now: () => number) {
    this.messages = new SubscribeMessages(database, now)
    this.phones = new PhoneNumbers(database, now)
    this.tasks = new DelayedTasks(database, runtime, scheduler, now)
    this.apis = {
      'subscribeMessage.send': (data) => this.messages.send(data),
      'wxacode.getUnlimited': getUnlimitedCode,
      'phonenumber.getPhoneNumber': (data) => this.phones.getPhoneNumber(data),
      'cloudbase.addDelayedFunctionTask': (data) => this.tasks.add(data),
    }
  }

  /** One call in the SDK's protobuf; undefined when the API is not emulated. */
  async handle(api: string, data: Buffer): Promise<Buffer | undefined> {
    const call = this.apis[api]
    return call && writeAnswer(await call(readArguments(data)))
  }
}
