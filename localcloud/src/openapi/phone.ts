import { randomBytes } from 'node:crypto'
import type { Database } from '../database/types'
import { APP_ID } from '../functions/caller'
import type { Limits } from '../limits/limits'
import type { ApiAnswer } from './wire'

export const PHONE_CODES = '_phone_codes'

/** Phone numbers for the codes that WeChat's button hands out. `demo-<11 digits>` is always a code of that number. */
export class PhoneNumbers {
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  /** Makes a code as the button would. */
  async makeCode(phoneNumber: string): Promise<string> {
    const code = randomBytes(16).toString('hex')
    await this.database.insert(PHONE_CODES, [{ _id: code, phoneNumber, at: this.now() }])
    return code
  }

  async getPhoneNumber(data: Record<string, unknown>): Promise<ApiAnswer> {
    const code = String(data.code ?? '')
    const number = /^demo-(\d{11})$/.exec(code)?.[1] ?? (await this.take(code))
    if (number === undefined) return { errcode: 40029, errmsg: 'invalid code' }
    const watermark = { timestamp: Math.floor(this.now() / 1000), appid: APP_ID }
    const phone = { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark }
    return { errcode: 0, errmsg: 'ok', phone_info: phone }
  }

  private async take(code: string): Promise<string | undefined> {
    const found = this.database.get(PHONE_CODES, code) as { phoneNumber: string; at: number } | undefined
    if (!found || (await this.database.remove(PHONE_CODES, { _id: code })) === 0) return undefined
    return this.now() - found.at <= this.limits.phoneCodeMs ? found.phoneNumber : undefined
  }
}
