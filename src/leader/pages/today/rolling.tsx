import { View } from '@tarojs/components'

/** A number that rolls up when it changes. */
export function Rolling({ value }: { value: number }) {
  return (
    <View className="rolling num">
      <View key={value} className="rolling__value">
        {value}
      </View>
    </View>
  )
}
