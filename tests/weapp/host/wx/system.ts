import { type Family, later, now } from './calls'
import type { Device } from './device'

/** Base library the host stands for. */
export const SDK_VERSION = '3.8.0'

export interface Launch {
  path: string
  query: Record<string, string>
  /** How the app was entered: 1001 the recent list, 1007 a shared card, 1011 and 1047 a scanned code. */
  scene: number
}

/** What the phone is. */
export function system(device: Device, launch: () => Launch): Family {
  const { width, height, statusBar, safeBottom, capsule } = device
  const window = () => ({
    pixelRatio: 3,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: height,
    statusBarHeight: statusBar,
    screenTop: 0,
    safeArea: {
      left: 0,
      right: width,
      top: statusBar,
      bottom: height - safeBottom,
      width,
      height: height - statusBar - safeBottom,
    },
  })
  const base = () => ({
    SDKVersion: SDK_VERSION,
    version: '8.0.50',
    language: 'zh_CN',
    fontSizeSetting: 17 * device.textScale,
    fontSizeScaleFactor: device.textScale,
    theme: 'light',
  })
  const hardware = () => ({ brand: 'host', model: 'host', system: 'iOS 17.0', platform: 'ios', benchmarkLevel: -1 })
  const all = () => ({ ...window(), ...base(), ...hardware() })
  const entered = () => ({ ...launch(), referrerInfo: {}, apiCategory: 'default' })
  return {
    getWindowInfo: now(window),
    getAppBaseInfo: now(base),
    getDeviceInfo: now(hardware),
    getSystemInfoSync: now(all),
    getSystemInfo: later(all),
    getMenuButtonBoundingClientRect: now(() => capsule),
    getLaunchOptionsSync: now(entered),
    getEnterOptionsSync: now(entered),
    getAccountInfoSync: now(() => ({ miniProgram: { appId: 'wxlocal', envVersion: 'develop', version: '' } })),
    canIUse: now(() => true),
  }
}
