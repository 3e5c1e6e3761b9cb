import { View } from '@tarojs/components'
import { Countdown } from '@/components/countdown'
import { Icon } from '@/components/icon'
import { ORDER_STATES } from '@/components/order-state'
import type { OrderView } from '@/contract/shapes'
import { yuan } from '@/format/money'
import { clock, longDate, stamp } from '@/format/time'

function detail(order: OrderView): string {
  switch (order.state) {
    case 'paid':
    case 'picked':
      return `${longDate(order.deliverAt)} ${clock(order.deliverAt)} 后自提`
    case 'delivered':
      return `${order.leader.pickupName}，下班顺路来拿`
    case 'collected':
    case 'completed':
      return order.collectedAt ? `${stamp(order.collectedAt)} 取的货` : ''
    case 'refunded':
      return `${yuan(order.refundedFen)} 原路退回${order.note ? `，${order.note}` : ''}`
    default:
      return order.note ?? '商品已放回，可以再跟一单'
  }
}

export interface StateCardProps {
  order: OrderView
  /** Cloud's clock minus this device's, ms. */
  clockOffset: number
  onExpire(): void
}

/** How the order stands, in one line and its explanation. */
export function StateCard({ order, clockOffset, onExpire }: StateCardProps) {
  const { title, icon, tone } = ORDER_STATES[order.state]
  return (
    <View className={`state-card state-card--${tone}`}>
      <View className="state-card__icon">
        <Icon name={icon} />
      </View>
      <View className="grow">
        <View className="state-card__title">{title}</View>
        <View className="state-card__text num">
          {order.state === 'awaiting_payment' ? (
            <>
              商品已为你留好，
              <Countdown
                until={order.expiresAt}
                clockOffset={clockOffset}
                onEnd={onExpire}
                className="state-card__left"
              />{' '}
              内付款
            </>
          ) : (
            detail(order)
          )}
        </View>
      </View>
    </View>
  )
}
