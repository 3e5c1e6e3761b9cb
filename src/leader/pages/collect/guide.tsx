import { View } from '@tarojs/components'
import { cloud } from '@/cloud'
import { RoundIcon } from '@/components/round-icon'

const READ = cloud.face === 'wechat' ? '扫一扫他的码，或输 8 位数字' : '输他报的 8 位数字'

const STEPS = [
  ['receipt-text', '邻居打开「订单」', '每一单都有自己的取货码'],
  ['scan-line', READ, '输错了、已经取过，都会说清楚'],
  ['package-check', '核对名字和商品，交货', '钱和库存自动记好，不用再点'],
] as const

/** How handing out goes, until the first code is there. */
export function Guide() {
  return (
    <View className="card guide">
      {STEPS.map(([icon, title, text]) => (
        <View key={icon} className="guide__step">
          <RoundIcon name={icon} />
          <View className="grow">
            <View className="guide__title">{title}</View>
            <View className="muted">{text}</View>
          </View>
        </View>
      ))}
    </View>
  )
}
