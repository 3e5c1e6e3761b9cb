import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { RoundIcon } from '../round-icon'
import './index.scss'

export interface NoticeProps {
  icon: string
  title: string
  /** What is safe, or what to do. */
  text?: ReactNode
  /** The one action. */
  children?: ReactNode
}

/** A card that fills a page: nothing here yet, or something went wrong. */
export function Notice({ icon, title, text, children }: NoticeProps) {
  return (
    <View className="card notice">
      <RoundIcon name={icon} isLarge />
      <View className="notice__title">{title}</View>
      {text && <View className="notice__text">{text}</View>}
      {children && <View className="notice__action">{children}</View>}
    </View>
  )
}
