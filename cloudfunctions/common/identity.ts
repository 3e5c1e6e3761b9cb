import { cloud } from './cloud'

export interface Caller {
  /** The platform's word for who calls; absent for guests, timers and callbacks. */
  openid?: string
  /** Whether a client (mini-program or web page) calls, rather than the platform or another function. */
  client: boolean
}

/**
 * Who calls, from the platform only: nothing in the event is believed. WeChat callers have an OPENID; web callers who
 * signed in have a uid; anonymous web callers are guests.
 */
export function caller(): Caller {
  const context = cloud.getWXContext() as Record<string, unknown>
  // The SDK turns ids that are all digits into numbers.
  const text = (value: unknown) => (value === undefined || value === '' ? undefined : String(value))
  const anonymous = text(context.TCB_ISANONYMOUS_USER) === 'true'
  const openid = text(context.OPENID) ?? (anonymous ? undefined : text(context.TCB_UUID))
  return { openid, client: Boolean(openid) || Boolean(text(context.TCB_UUID)) || text(context.SOURCE) === 'wx_client' }
}
