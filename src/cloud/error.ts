import type { Failure, Reply } from '@/contract/define'
import { learn } from './clock'

/**
 * A call that did not succeed. `code` is a contract's error code, or `offline` (nothing came back: the outcome is
 * unknown). `message` is a sentence for the person; `reference` is set when the cloud logged the failure.
 */
export class CloudError extends Error {
  readonly code: string
  readonly details: unknown
  readonly reference: string | undefined

  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'CloudError'
    this.code = failure.code
    this.details = failure.details
    this.reference = failure.reference
  }

  /** Whether the work may have been done all the same: keep the request id and try again with it. */
  get isOutcomeUnknown(): boolean {
    return this.code === 'offline' || this.code === 'unexpected' || this.code === 'try_again'
  }
}

/** Whatever was thrown, as a CloudError. */
export function asCloudError(error: unknown): CloudError {
  if (error instanceof CloudError) return error
  return new CloudError({ code: 'offline', message: '网络走神了，请再试一次' })
}

/** The data of a function's reply, whose time is learned. Throws CloudError for a failed one and for what is not a reply at all. */
export function unwrap(reply: unknown): unknown {
  const result = reply as Partial<Reply> | null | undefined
  if (result && typeof result === 'object') {
    if (result.now !== undefined) learn(result.now)
    if (result.ok === true) return result.data
    if (result.ok === false && result.error) throw new CloudError(result.error)
  }
  throw new CloudError({ code: 'unexpected', message: '出了点问题，请再试一次' })
}
