import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Reads again when the page comes back into view; the first time it is reading already. */
export function useRefreshOnShow(refresh: () => unknown): void {
  const isFirst = useRef(true)
  useDidShow(() => {
    if (isFirst.current) isFirst.current = false
    else void refresh()
  })
}
