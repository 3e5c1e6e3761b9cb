import { randomInt, randomUUID } from 'node:crypto'
import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'
import { failure } from './failure'
import type { Tokens } from './tokens'

export const VERIFICATIONS = '_verifications'

/** A code on its way to a mail address or a phone number. */
export interface Verification {
  _id: string
  to: string
  code: string
  /** Time of the cloud, ms. */
  at: number
  verifiedAt?: number
}

/**
 * Verification codes by mail and message. Nobody sends them: they are told to the developer, and to tests.
 * A code is good for one time, and for a while on the cloud's clock.
 */
export class Verifications {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly now: () => number,
    private readonly limits: Pick<Limits, 'verificationCodeMs'>,
    private readonly tell: (text: string) => void,
  ) {}

  get expiresInS(): number {
    return this.limits.verificationCodeMs / 1000
  }

  /** Makes a code for an address. Resolves with the id that it is verified under. */
  async send(to: string): Promise<string> {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const id = randomUUID()
    await this.database.remove(VERIFICATIONS, { at: { $lt: this.now() - this.limits.verificationCodeMs } })
    await this.database.insert(VERIFICATIONS, [{ _id: id, to, code, at: this.now() }])
    this.tell(`the verification code for ${to} is ${code}`)
    return id
  }

  /** The newest code for an address; undefined when there is none that is good. */
  codeFor(to: string): string | undefined {
    return this.latest().find((one) => one.to === addressOf(to) && this.isGood(one))?.code
  }

  /** Newest first. */
  latest(): Verification[] {
    return this.database.find(VERIFICATIONS, {}, { sort: { at: -1, _id: 1 } }) as unknown as Verification[]
  }

  /** A token that says whose address has been verified. */
  async verify(id: unknown, code: unknown): Promise<string> {
    const found = this.database.get(VERIFICATIONS, String(id)) as unknown as Verification | undefined
    const good = found && this.isGood(found) && found.code === code
    const taken = good && (await this.database.update(VERIFICATIONS, { _id: id, verifiedAt: null }, this.done()))
    if (!taken) throw failure(400, 'invalid_verification_code', 'the verification code is wrong or has expired')
    return this.tokens.issue(found.to, 'verification')
  }

  /** Throws unless the token is one for this address, or one of these. */
  require(to: string | (string | undefined)[], token: unknown): void {
    const verified = this.tokens.verify(token, 'verification')?.uid
    if (verified !== undefined && [to].flat().includes(verified)) return
    throw failure(400, 'invalid_verification_code', `${to} has not been verified`)
  }

  /** Whether an address has been verified a short while ago. */
  wasVerified(to: string): boolean {
    const since = this.now() - this.limits.verificationCodeMs
    return this.database.count(VERIFICATIONS, { to, verifiedAt: { $gte: since } }) > 0
  }

  private isGood({ at, verifiedAt }: Verification): boolean {
    return verifiedAt === undefined && this.now() - at <= this.limits.verificationCodeMs
  }

  private done() {
    return { $set: { verifiedAt: this.now() } }
  }
}

/** A mail address or a phone number as it is kept; phone numbers with their country: `+86 13800000000`. */
export function addressOf(given: string): string {
  const text = given.trim()
  if (text.includes('@')) return text.toLowerCase()
  const digits = /^(?:\+86)?\s*(\d{11})$/.exec(text)?.[1]
  return digits === undefined ? text : `+86 ${digits}`
}

/** The address that a request is about. */
export function addressIn({
  email,
  phone_number: phone,
}: Record<string, unknown>): { email: string } | { phone: string } {
  if (typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email.trim())) return { email: addressOf(email) }
  if (typeof phone === 'string' && /^\+?[\d\s]{5,}$/.test(phone)) return { phone: addressOf(phone) }
  throw failure(400, 'invalid_argument', 'email or phone_number: expected one of them')
}

export const textOf = (address: { email: string } | { phone: string }): string => Object.values(address)[0] as string
