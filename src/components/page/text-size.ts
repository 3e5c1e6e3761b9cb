import Taro from '@tarojs/taro'

/** As large as WeChat's 关怀模式 (23.8 px for 17 px), which every page is laid out for; smaller than drawn is hard to read. */
const MOST = 1.4

/** All sizes shrink with the width of a phone; below this many px, text does not. */
const NARROW = 360

let size: Record<string, string> | undefined

/**
 * Style of a page by the size of text its person has chosen in WeChat: `--text`, by which the build multiplies every size
 * of text. WeChat starts an app anew when it changes. Browsers enlarge text by themselves.
 */
export function textSize(): Record<string, string> {
  if (process.env.TARO_ENV === 'h5') return {}
  if (!size) {
    // What an older WeChat does not say stays as it is drawn.
    const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
    const { windowWidth } = Taro.getWindowInfo()
    const factor = Math.min(MOST, Math.max(1, fontSizeScaleFactor)) * Math.max(1, NARROW / windowWidth)
    size = factor === 1 ? {} : { '--text': factor.toFixed(3) }
  }
  return size
}
