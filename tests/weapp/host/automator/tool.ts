import type { Phone } from '../phone'
import { SDK_VERSION } from '../wx/system'
import type { Handlers } from './protocol'

/** What DevTools itself is asked: its version, and to press what WeChat draws over a page. */
export function toolMethods({ device, app, wx }: Phone): Handlers {
  const answer = (confirm: boolean) => {
    if (!device.modal) throw new Error('no dialog is open')
    device.modal.answer(confirm)
  }
  const native: Record<string, (data: { url?: string }) => unknown> = {
    confirmModal: () => answer(true),
    cancelModal: () => answer(false),
    switchTab: (data) => wx.call('switchTab', [{ url: data.url }]),
    navigateLeft: () => wx.call('navigateBack', [{}]),
    goHome: () => wx.call('reLaunch', [{ url: `/${app.package.config.pages[0]}` }]),
  }
  return {
    'Tool.getInfo': () => ({ version: 'host', SDKVersion: SDK_VERSION }),
    'Tool.close': () => undefined,
    async 'Tool.native'({ method, data }) {
      const work = native[method]
      if (!work) throw new Error(`the host has no native ${method}`)
      await work(data ?? {})
    },
  }
}
