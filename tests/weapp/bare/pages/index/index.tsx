import { View } from '@tarojs/components'

/** The least a Taro page can be: what a cold boot costs before anything of ours runs. */
export default function Index() {
  return <View className="page">你好</View>
}
