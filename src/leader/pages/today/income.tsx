import { View } from '@tarojs/components'
import { Price } from '@/components/price'

export interface IncomeProps {
  commissionFen: number
  redPacketFen: number
  frozenFen: number
  availableFen: number
}

function Part({ label, fen }: { label: string; fen: number }) {
  return (
    <View className="income__part">
      <View className="income__label">{label}</View>
      <Price fen={fen} />
    </View>
  )
}

/** What today brought, and where the money stands. */
export function Income({ commissionFen, redPacketFen, frozenFen, availableFen }: IncomeProps) {
  return (
    <View className="card income">
      <View className="income__row">
        <View className="income__today">
          <View className="income__label">今日收入</View>
          <Price fen={commissionFen + redPacketFen} className="income__sum" />
        </View>
        <Part label="佣金预估" fen={commissionFen} />
        <Part label="达标红包" fen={redPacketFen} />
      </View>
      <View className="hairline" />
      <View className="income__row income__row--balance">
        <View className="grow muted">
          待解冻 <Price fen={frozenFen} className="income__balance" />
        </View>
        <View className="muted">
          可用 <Price fen={availableFen} className="income__balance" />
        </View>
      </View>
    </View>
  )
}
