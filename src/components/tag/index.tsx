import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './index.scss'

/** A few words on a tint. */
export function Tag({ tone = 'green', children }: PropsWithChildren<{ tone?: 'green' | 'orange' | 'grey' | 'white' }>) {
  return <View className={`tag tag--${tone} num`}>{children}</View>
}
