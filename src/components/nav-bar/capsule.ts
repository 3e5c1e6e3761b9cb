import Taro from '@tarojs/taro'

export interface Capsule {
  /** px from the top of the screen to the row. */
  top: number
  height: number
  /** px to keep free on the right, the margin of the page included. */
  right: number
}

const IN_BROWSER: Capsule = { top: 10, height: 44, right: 16 }
const GAP = 8

let measured: Capsule | undefined

/** Where WeChat draws its capsule; in a browser, a plain row. */
export function capsule(): Capsule {
  if (process.env.TARO_ENV === 'h5') return IN_BROWSER
  if (!measured) {
    const { windowWidth } = Taro.getWindowInfo()
    const button = Taro.getMenuButtonBoundingClientRect()
    measured = { top: button.top, height: button.height, right: windowWidth - button.left + GAP }
  }
  return measured
}
