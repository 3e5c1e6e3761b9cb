import { View } from '@tarojs/components'
import { Price } from '@/components/price'
import type { TargetStep } from '@/contract/shapes'
import { Rolling } from './rolling'
import { TargetBar } from './target-bar'
import { nextStep } from './targets'

export interface HeroProps {
  orders: number
  steps: TargetStep[]
  isLive: boolean
  /** Above the mask of a red packet. */
  isRaised: boolean
}

/** How many orders today, and what the next ones bring. */
export function Hero({ orders, steps, isLive, isRaised }: HeroProps) {
  const next = nextStep(steps, orders)
  return (
    <View className={`hero ${isRaised ? 'hero--raised' : ''}`}>
      <View className="hero__ground" />
      <View className="hero__top">
        <View className="grow">
          <View className="hero__label">
            <View className={`hero__dot ${isLive ? '' : 'hero__dot--off'}`} />
            今日有效订单・{isLive ? '实时' : '连接中'}
          </View>
          <View className="hero__count">
            <Rolling value={orders} />
            <View className="hero__unit">单</View>
          </View>
        </View>
        {next ? (
          <View className="hero__next">
            <View className="hero__more num">
              再 <View className="hero__k">{next.k}</View> 单得
            </View>
            <Price fen={next.amountFen} className="hero__amount" />
          </View>
        ) : (
          steps.length > 0 && <View className="hero__next hero__more">今天的目标都达成了</View>
        )}
      </View>
      <TargetBar steps={steps.filter((step) => step.window === 'day')} orders={orders} />
    </View>
  )
}
