import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { TickBar } from '@/components/tick-bar'
import { ticksOf } from '@/components/tick-bar/ticks'
import type { TargetStep } from '@/contract/shapes'
import { shortYuan } from '@/format/money'

type Look = 'reached' | 'next' | 'later'

/** Over this share of the width a label stands left of its stem. */
const TURN = 0.75

function Envelope({ look }: { look: Look }) {
  return (
    <View className={`envelope envelope--${look}`}>
      <View className="envelope__flap" />
      <View className="envelope__seal" />
    </View>
  )
}

/** The day's orders on the way to each red packet. */
export function TargetBar({ steps, orders }: { steps: TargetStep[]; orders: number }) {
  const goal = steps[steps.length - 1]?.orders
  if (!goal) return null
  const { per } = ticksOf(goal)
  const next = steps.findIndex((step) => step.orders > orders)
  return (
    <View className="target-bar">
      {steps.map((step, index) => {
        const look: Look = step.orders <= orders ? 'reached' : index === next ? 'next' : 'later'
        const share = step.orders / goal
        return (
          <View key={step.orders} className={`milestone milestone--${look}`} style={{ left: `${share * 100}%` }}>
            <View className={`milestone__prize ${share > TURN ? 'milestone__prize--turned' : ''}`}>
              <Envelope look={look} />
              <View className="num">{shortYuan(step.amountFen)}</View>
              {look === 'reached' && <Icon name="check" className="milestone__check" />}
            </View>
            <View className="milestone__stem" />
            <View className={`milestone__count num ${share > TURN ? 'milestone__count--turned' : ''}`}>
              {step.orders} 单
            </View>
          </View>
        )
      })}
      <TickBar value={orders} goal={goal} tone="dark" className="target-bar__ticks" />
      <View className="target-bar__zero num">{per > 1 ? `每格 ${per} 单` : '0'}</View>
    </View>
  )
}
