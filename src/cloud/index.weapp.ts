import Taro from '@tarojs/taro'
import { CONTRACT_VERSION } from '@/contract/version'
import { asCloudError, unwrap } from './error'
import { resilientWatch } from './resilient'
import { functionOf, withTimeout } from './timeout'
import type { Cloud, Transfer } from './types'

interface RequestMerchantTransfer {
  requestMerchantTransfer?(options: Transfer & { success(): void; fail(error: { errMsg?: string }): void }): void
}
declare const wx: RequestMerchantTransfer

/** What `onChange` is given; Taro's type names the wrong thing. */
interface Snapshot {
  docs: unknown[]
}

let ready = false

/** The SDK wants one init before its first use; this is it. */
function sdk() {
  if (!ready) {
    Taro.cloud.init(LINTUAN_ENV ? { env: LINTUAN_ENV } : {})
    ready = true
  }
  return Taro.cloud
}

const isCancel = (error: unknown) => String((error as { errMsg?: string } | undefined)?.errMsg ?? '').includes('cancel')

/** The door to the cloud inside WeChat. */
export const cloud: Cloud = {
  face: 'wechat',
  canPay: true,
  pictureBase: LINTUAN_PICTURES,

  async call(action, input) {
    try {
      const work = Promise.resolve(
        sdk().callFunction({ name: functionOf(action), data: { action, input, version: CONTRACT_VERSION } }),
      )
      return unwrap((await withTimeout(work)).result) as never
    } catch (error) {
      throw asCloudError(error)
    }
  },

  watch(collection, where, handlers) {
    return resilientWatch(async (onDocs, onError) => {
      const listener = sdk()
        .database()
        .collection(collection)
        .where(where)
        .watch({ onChange: (snapshot) => onDocs((snapshot as unknown as Snapshot).docs), onError })
      return () => void listener.close()
    }, handlers)
  },

  async pay(payment) {
    try {
      const { timeStamp, nonceStr, package: prepay, signType, paySign } = payment
      await Taro.requestPayment({ timeStamp, nonceStr, package: prepay, signType: signType as 'MD5', paySign })
      return 'paid'
    } catch (error) {
      return isCancel(error) ? 'cancelled' : 'failed'
    }
  },

  requestTransfer(transfer) {
    if (!transfer || !wx.requestMerchantTransfer) return Promise.resolve('unavailable')
    return new Promise((resolve) => {
      wx.requestMerchantTransfer?.({
        ...transfer,
        success: () => resolve('confirmed'),
        fail: (error) => resolve(isCancel(error) ? 'cancelled' : 'failed'),
      })
    })
  },

  async consent(templateIds) {
    try {
      const answer = await Taro.requestSubscribeMessage({ tmplIds: templateIds, entityIds: [] })
      return templateIds.filter((id) => (answer as Record<string, unknown>)[id] === 'accept')
    } catch {
      return []
    }
  },

  update() {
    const manager = Taro.getUpdateManager()
    manager.onUpdateReady(() => manager.applyUpdate())
    // WeChat looks for a new version when an app is opened; nothing newer is known to this phone yet.
    manager.onCheckForUpdate(({ hasUpdate }) => {
      if (!hasUpdate) void Taro.showToast({ title: '请从微信最近使用里删除邻团，再重新打开', icon: 'none' })
    })
  },

  linkTo: () => undefined,

  storage: {
    getItem: (key) => Taro.getStorageSync(key) || null,
    setItem: (key, value) => Taro.setStorageSync(key, value),
    removeItem: (key) => Taro.removeStorageSync(key),
  },

  onConnectivity(listener) {
    const onChange = ({ isConnected }: { isConnected: boolean }) => listener(isConnected)
    Taro.onNetworkStatusChange(onChange)
    // It tells of changes only: who opens the app without a network is told so too.
    void Taro.getNetworkType().then(
      ({ networkType }) => networkType === 'none' && listener(false),
      () => undefined,
    )
    return () => Taro.offNetworkStatusChange(onChange)
  },
}
