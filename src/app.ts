import { QueryClientProvider } from '@tanstack/react-query'
import Taro, { usePageNotFound } from '@tarojs/taro'
import { createElement, type PropsWithChildren } from 'react'
import { queryClient } from '@/cloud/query'
import { listenToKeys } from '@/components/keyboard'
import { routes } from '@/components/routes'
import './app.scss'

// A thumb needs none of it.
if (process.env.TARO_ENV === 'h5') listenToKeys()

/** The root of every page. A link to a page that is no more leads home. */
export default function App({ children }: PropsWithChildren) {
  usePageNotFound(() => void Taro.reLaunch({ url: routes.home }))
  return createElement(QueryClientProvider, { client: queryClient }, children)
}
