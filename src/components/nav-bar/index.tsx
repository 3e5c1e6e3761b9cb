import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../a11y'
import { Icon } from '../icon'
import { back } from '../routes'
import { capsule } from './capsule'
import './index.scss'

export interface NavBarProps {
  title?: ReactNode
  /** Show the arrow back. */
  hasBack?: boolean
  /** In place of the title. */
  children?: ReactNode
}

/** The top of a page, level with WeChat's capsule. */
export function NavBar({ title, hasBack, children }: NavBarProps) {
  const { top, height, right } = capsule()
  return (
    <View className="nav-bar" style={{ paddingTop: `${top}px`, paddingRight: `${right}px` }}>
      <View className="nav-bar__row" style={{ minHeight: `${height}px` }}>
        {hasBack && (
          <View className="nav-bar__back" onClick={back} {...a11y('button', '返回')}>
            <Icon name="chevron-left" className="nav-bar__arrow" />
          </View>
        )}
        {children ?? <View className="nav-bar__title ellipsis">{title}</View>}
      </View>
    </View>
  )
}
