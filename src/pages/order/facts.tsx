import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { a11y } from '@/components/a11y'
import { Icon } from '@/components/icon'
import { Price } from '@/components/price'
import type { OrderView } from '@/contract/shapes'
import { sum } from '@/domain/integer'
import { stamp } from '@/format/time'
import { spaced } from '@/format/words'

interface FactProps {
  name: string
  note?: string
  children: React.ReactNode
}

function Fact({ name, note, children }: FactProps) {
  return (
    <View className="facts__row">
      <View className="facts__name muted num">
        {name} {note && <Text className="facts__note">{note}</Text>}
      </View>
      <View className="facts__value num">{children}</View>
    </View>
  )
}

/** The figures of an order: total, number, times. */
export function Facts({ order }: { order: OrderView }) {
  return (
    <View className="card">
      {order.discounts && (
        <Fact name="商品金额">
          <Price fen={sum(order.lines.map(({ amountFen }) => amountFen))} />
        </Fact>
      )}
      {order.discounts?.map(({ id, name, rule, offFen }) => (
        <Fact key={id} name={name} note={spaced(rule)}>
          <Price fen={-offFen} className="facts__off" />
        </Fact>
      ))}
      <Fact name={order.paidAt ? '实付' : '合计'}>
        <Price fen={order.totalFen} className="facts__total" />
      </Fact>
      {order.refundedFen > 0 && (
        <Fact name="已退">
          <Price fen={order.refundedFen} />
        </Fact>
      )}
      <Fact name="订单号">
        <View
          className="facts__copy"
          onClick={() => void Taro.setClipboardData({ data: order.orderId })}
          {...a11y('button', '复制订单号')}
        >
          {order.orderId}
          <Icon name="copy" className="facts__copy-icon" />
        </View>
      </Fact>
      <Fact name="下单">{stamp(order.createdAt)}</Fact>
      {order.paidAt && <Fact name="付款">{stamp(order.paidAt)}</Fact>}
      {order.phoneTail && <Fact name="手机尾号">{order.phoneTail}</Fact>}
    </View>
  )
}
