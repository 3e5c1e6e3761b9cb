import { Overlay, Popup } from '@nutui/nutui-react-taro'
import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { a11y } from '../a11y'
import { Icon } from '../icon'
import './index.scss'

export interface SheetProps {
  isOpen: boolean
  title: string
  onClose(): void
}

/** A panel that comes up from the bottom with one matter on it. */
export function Sheet({ isOpen, title, onClose, children }: PropsWithChildren<SheetProps>) {
  return (
    <>
      {/* Popup uses Overlay but does not bring its style: importing it does. */}
      <Overlay visible={false} />
      <Popup visible={isOpen} position="bottom" round onClose={onClose} zIndex={60} className="sheet">
        {isOpen && (
          <View className="sheet__inner" {...a11y('dialog', title)}>
            <View className="sheet__top">
              <View className="sheet__title">{title}</View>
              <View className="sheet__close" onClick={onClose} {...a11y('button', '关闭')}>
                <Icon name="x" />
              </View>
            </View>
            {children}
          </View>
        )}
      </Popup>
    </>
  )
}
