import { randomBytes, randomInt } from 'node:crypto'
import { APP_ID } from '../functions/caller'

export const MERCHANT_ID = '1900000000'

/** A V2 reply in snake case; the SDK turns it into camel case. */
export type V2Reply = Record<string, unknown>

export function succeed(fields: V2Reply): V2Reply {
  return { ...common(), result_code: 'SUCCESS', ...fields }
}

/**
 * A business failure. Through the SDK callers see only `resultCode` "FAIL" and the description: it overwrites
 * `errCode` with 0 whatever the reply says.
 */
export function refuse(code: string, description: string): V2Reply {
  return { ...common(), result_code: 'FAIL', err_code: code, err_code_des: description }
}

function common(): V2Reply {
  return { return_code: 'SUCCESS', return_msg: 'OK', appid: APP_ID, mch_id: MERCHANT_ID, nonce_str: nonce() }
}

export function nonce(): string {
  return randomBytes(16).toString('hex')
}

/** `yyyyMMddHHmmss` in Asia/Shanghai, as V2 writes times. */
export function v2Time(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** Reads `yyyyMMddHHmmss` of Asia/Shanghai; undefined when it is not one. */
export function parseV2Time(text: unknown): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(String(text))
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match.map(Number) as number[]
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - 8 * 3_600_000
}

/** Numbers as WeChat Pay makes them: a prefix, then digits up to the length. */
export function digits(prefix: string, length: number): string {
  let text = prefix
  while (text.length < length) text += randomInt(10)
  return text
}
