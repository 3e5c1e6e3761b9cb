import { View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { GoodsPicture } from '@/components/goods-picture'
import { ORDER_STATES } from '@/components/order-state'
import { Price } from '@/components/price'
import { go, routes } from '@/components/routes'
import { Tag } from '@/components/tag'
import type { OrderView } from '@/contract/shapes'
import { clock, longDate } from '@/format/time'

const SHOWN = 4

/** One order of many. */
export function OrderCard({ order }: { order: OrderView }) {
  const { title, tone } = ORDER_STATES[order.state]
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <View
      className="card order-card"
      onClick={() => go(routes.order(order.orderId))}
      {...a11y('link', `${order.title}，${title}`)}
    >
      <View className="order-card__head">
        <View className="order-card__title ellipsis">{order.title}</View>
        <Tag tone={tone}>{title}</Tag>
      </View>
      <View className="order-card__goods">
        {order.lines.slice(0, SHOWN).map((line) => (
          <GoodsPicture key={line.skuId} name={line.picture} size={48} />
        ))}
        <View className="grow" />
        <View className="order-card__sum">
          <Price fen={order.totalFen} />
          <View className="muted num">共 {pieces} 件</View>
        </View>
      </View>
      <View className="order-card__foot num">
        {order.leader.pickupName}・{longDate(order.deliverAt)} {clock(order.deliverAt)} 后自提
      </View>
    </View>
  )
}
