import type { WeChat } from '../wechat'
import { Fail, type Family, later } from './calls'
import type { Device } from './device'

const MOST_TEMPLATES = 3
/** How long after a finger's tap WeChat still takes it for the reason, ms. Our choice: it is not documented. */
const TAP_LASTS_MS = 2_000

/** Asking to send messages: only upon a tap or a payment, and the person answers each template. He accepts. */
export function messages(wechat: WeChat, device: Device): Family {
  return {
    requestSubscribeMessage: later(async ({ tmplIds }) => {
      if (!Array.isArray(tmplIds) || tmplIds.length === 0) throw new Fail("TmplIds can't be empty", { errCode: 10001 })
      if (tmplIds.length > MOST_TEMPLATES) throw new Fail('too many templates', { errCode: 20003 })
      if (performance.now() - device.tappedAt > TAP_LASTS_MS)
        throw new Fail('can only be invoked by user TAP gesture.', { errCode: 20004 })
      await wechat.consent(tmplIds.map(String))
      return Object.fromEntries(tmplIds.map((id) => [String(id), 'accept']))
    }),
  }
}
