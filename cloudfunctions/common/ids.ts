import { createHash, randomBytes, randomInt } from 'node:crypto'

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** An id that follows from what caused it: the same person and request id give the same one. 24 hex characters. */
export function idFrom(...parts: string[]): string {
  return digest(parts.join('\n')).slice(0, 24)
}

/** Fingerprint of an input, whatever the order of its keys. */
export function fingerprint(input: unknown): string {
  return digest(stable(input)).slice(0, 16)
}

/** Short opaque key of an order for public lists: tells nothing about the order. */
export function publicKey(orderId: string): string {
  return digest(`public\n${orderId}`).slice(0, 10)
}

/** Eight random digits. */
export function collectCode(): string {
  return String(randomInt(0, 100_000_000)).padStart(8, '0')
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A code people can read to each other: no 0/O, 1/I/L. */
export function readableCode(length: number): string {
  return readable(randomBytes(length))
}

/** What names a person in his links: it follows from who he is and tells nothing of it. */
export function shareCodeOf(openid: string): string {
  return readable(createHash('sha256').update(`share\n${openid}`).digest().subarray(0, 8))
}

const readable = (bytes: Uint8Array) => Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${stable(v)}`)
      .join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
