import { View } from '@tarojs/components'
import { Icon } from '../icon'
import './index.scss'

/** An icon on a pale disc: what a row is about, or, large, what a page has to say. */
export function RoundIcon({ name, isLarge }: { name: string; isLarge?: boolean }) {
  return (
    <View className={`round-icon ${isLarge ? 'round-icon--large' : ''}`}>
      <Icon name={name} />
    </View>
  )
}
