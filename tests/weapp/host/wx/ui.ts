import { Fail, type Family, later, now } from './calls'
import type { Device } from './device'

const TOAST_MS = 1500
/** Longest texts of a dialog's buttons, in characters (showModal documentation). */
const LONGEST_BUTTON = 4

/** What the phone draws over a page. A dialog waits until it is answered. */
export function ui(device: Device): Family {
  let fading: NodeJS.Timeout | undefined
  const hideToast = () => {
    device.toast = undefined
  }
  return {
    showToast: later(({ title, icon = 'success', duration = TOAST_MS }) => {
      clearTimeout(fading)
      device.toast = { title: String(title), icon: String(icon) }
      fading = setTimeout(hideToast, Number(duration))
      fading.unref()
    }),
    hideToast: later(hideToast),
    showLoading: later(({ title }) => {
      device.loading = String(title)
    }),
    hideLoading: later(() => {
      device.loading = undefined
    }),
    showModal: later((options) => {
      const { title = '', content = '', showCancel = true } = options
      const { confirmText = '确定', cancelText = '取消', confirmColor = '#576B95' } = options
      for (const text of [confirmText, cancelText])
        if ([...String(text)].length > LONGEST_BUTTON)
          throw new Fail(`button text "${text}" is longer than ${LONGEST_BUTTON}`)
      return new Promise((resolve) => {
        device.modal = {
          title: String(title),
          content: String(content),
          confirmText: String(confirmText),
          cancelText: String(cancelText),
          confirmColor: String(confirmColor),
          showCancel: Boolean(showCancel),
          answer(confirm) {
            device.modal = undefined
            resolve({ confirm, cancel: !confirm, content: null })
          },
        }
      })
    }),
    setClipboardData: later(({ data }) => {
      if (typeof data !== 'string') throw new Fail('parameter error: data should be a String')
      device.clipboard = data
      // WeChat says so itself; an app's own toast replaces it.
      device.toast = { title: '内容已复制', icon: 'none' }
    }),
    getClipboardData: later(() => ({ data: device.clipboard })),
    setNavigationBarTitle: later(() => undefined),
    setNavigationBarColor: later(() => undefined),
    setBackgroundColor: later(() => undefined),
    stopPullDownRefresh: later(() => undefined),
    pageScrollTo: later(() => undefined),
    vibrateShort: later(() => undefined),
    hideKeyboard: later(() => undefined),
    nextTick: (_name, to) => (work: () => void) => {
      setImmediate(() => to.guard('uncaught in nextTick', work))
    },
    /** Nobody stands before the camera: tests say what it sees with mockWxMethod. */
    scanCode: later(() => {
      throw new Fail('cancel')
    }),
    showShareMenu: later(() => undefined),
    hideShareMenu: later(() => undefined),
    getUpdateManager: now(() => ({})),
  }
}
