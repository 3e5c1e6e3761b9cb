import type { WeChat } from '../wechat'
import { Fail, type Family, later } from './calls'
import type { Device } from './device'

const PAYMENT_FIELDS = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign']

/**
 * WeChat's payment sheet and the sheet that takes a transfer. Their owner confirms; a test that wants him to close one,
 * or wants it to fail, says so with mockWxMethod.
 */
export function money(wechat: WeChat, device: Device): Family {
  return {
    requestPayment: later(async (options) => {
      for (const field of PAYMENT_FIELDS)
        if (typeof options[field] !== 'string' || options[field] === '') throw new Fail(`parameter error: ${field}`)
      const prepayId = /^prepay_id=(.+)$/.exec(String(options.package))?.[1]
      if (!prepayId) throw new Fail('parameter error: package')
      if (!device.isOnline) throw new Fail('network error')
      await wechat.pay(prepayId)
      // The payment callback counts as a tap: a message may be asked for now.
      device.tappedAt = performance.now()
    }),
    requestMerchantTransfer: later((options) => {
      for (const field of ['mchId', 'appId', 'package'])
        if (typeof options[field] !== 'string') throw new Fail(`parameter error: ${field}`)
      if (!device.isOnline) throw new Fail('network error')
      return { result: 'success' }
    }),
  }
}
