import { randomBytes } from 'node:crypto'

const process = randomBytes(8).toString('hex')
let count = 0

/** A request id: unique over processes, and cheap because every round trip has one. */
export function nextRequestId(): string {
  return process + (++count).toString(16).padStart(16, '0')
}
