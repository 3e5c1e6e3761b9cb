import { Text, View } from '@tarojs/components'
import { Price } from '@/components/price'
import type { DiscountView } from '@/contract/promotions'
import { spaced } from '@/format/words'

export interface BillProps {
  pieces: number
  /** Goods at their prices, before discounts; fen. */
  amountFen: number
  discounts: readonly DiscountView[]
}

interface RowProps {
  name: string
  note: string
  fen: number
  isOff?: boolean
}

function Row({ name, note, fen, isOff }: RowProps) {
  return (
    <View className="bill__row">
      <View className="grow num">
        {name} <Text className="muted bill__note">{note}</Text>
      </View>
      <Price fen={fen} className={isOff ? 'bill__off' : ''} />
    </View>
  )
}

/** What the order costs, named. */
export function Bill({ pieces, amountFen, discounts }: BillProps) {
  return (
    <View className="card bill">
      <Row name="商品金额" note={`${pieces} 件`} fen={amountFen} />
      {discounts.map(({ id, name, rule, offFen }) => (
        <Row key={id} name={name} note={spaced(rule)} fen={-offFen} isOff />
      ))}
      <Row name="配送费" note="到店自提" fen={0} />
    </View>
  )
}
