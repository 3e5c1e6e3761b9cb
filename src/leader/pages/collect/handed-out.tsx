import { View } from '@tarojs/components'
import type { OutputOf } from '@/cloud/types'
import { Icon } from '@/components/icon'
import { Price } from '@/components/price'
import { stamp } from '@/format/time'

/** What to give to whom. */
export function HandedOut({ order }: { order: OutputOf<'leader.collect'> }) {
  return (
    <View className="card handed-out">
      <View className={`handed-out__state ${order.already ? 'handed-out__state--already' : ''}`}>
        <Icon name={order.already ? 'circle-alert' : 'circle-check'} />
        {order.already ? `这一单已经取过了，${stamp(order.collectedAt)}` : '核对好，可以交货'}
      </View>
      <View className="handed-out__who num">
        {order.name}
        {order.phoneTail ? ` 尾号 ${order.phoneTail}` : ''}
      </View>
      {order.lines.map((line) => (
        <View key={`${line.name}${line.spec}`} className="handed-out__line">
          <View className="grow">
            {line.name} <View className="handed-out__spec">{line.spec}</View>
          </View>
          <View className="handed-out__quantity num">×{line.quantity}</View>
        </View>
      ))}
      <View className="handed-out__total">
        合计 <Price fen={order.totalFen} />
      </View>
    </View>
  )
}
