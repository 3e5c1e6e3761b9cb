import Taro, { usePullDownRefresh } from '@tarojs/taro'

/** Reads again when the page is pulled down; the page's config wants enablePullDownRefresh. */
export function usePullToRefresh(refresh: () => Promise<unknown>): void {
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()))
}
