import { randomBytes } from 'node:crypto'

/** Ids made within one millisecond are told apart by as many bits. */
const COUNTER_BITS = 12n

let last = 0n

/**
 * 32 hex digits, the look of the cloud's own ids. Later ones sort after earlier ones, so that documents without an id
 * of their own are read back in the order they were added, as from the cloud.
 */
export function newId(): string {
  const now = BigInt(Date.now()) << COUNTER_BITS
  last = now > last ? now : last + 1n
  return last.toString(16).padStart(16, '0') + randomBytes(8).toString('hex')
}
