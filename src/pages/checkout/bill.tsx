import { Text, View } from '@tarojs/components'
import { Price } from '@/components/price'

function Row({ name, note, fen }: { name: string; note: string; fen: number }) {
  return (
    <View className="bill__row">
      <View className="grow num">
        {name} <Text className="muted bill__note">{note}</Text>
      </View>
      <Price fen={fen} />
    </View>
  )
}

/** What the order costs, named. */
export function Bill({ pieces, totalFen }: { pieces: number; totalFen: number }) {
  return (
    <View className="card bill">
      <Row name="商品金额" note={`${pieces} 件`} fen={totalFen} />
      <Row name="配送费" note="到店自提" fen={0} />
    </View>
  )
}
