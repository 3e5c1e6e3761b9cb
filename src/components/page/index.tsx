import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { readAnew } from '@/cloud/query'
import { Icon } from '../icon'
import { NavBar } from '../nav-bar'
import { textSize } from './text-size'
import { useOnline } from './use-online'
import './index.scss'

export interface PageProps {
  tone?: 'wash' | 'plain' | 'dark'
  title?: ReactNode
  hasBack?: boolean
  /** In place of the title. */
  nav?: ReactNode
  /** A bar that stays at the bottom. */
  bar?: ReactNode
  className?: string
}

/** The frame of a page: ground, top row, offline line, room for the bar. */
export function Page({
  tone = 'plain',
  title,
  hasBack,
  nav,
  bar,
  className = '',
  children,
}: PropsWithChildren<PageProps>) {
  const isOnline = useOnline(() => void readAnew())
  return (
    <View className={`page page--${tone} ${className}`} style={textSize()}>
      <NavBar title={title} hasBack={hasBack}>
        {nav}
      </NavBar>
      {!isOnline && (
        <View className="page__offline">
          <Icon name="wifi-off" className="page__offline-icon" />
          没有网络，连上后自动更新
        </View>
      )}
      <View className="page__body">{children}</View>
      {bar && (
        <>
          <View className="page__bar-room" />
          <View className="page__bar">{bar}</View>
        </>
      )}
    </View>
  )
}
