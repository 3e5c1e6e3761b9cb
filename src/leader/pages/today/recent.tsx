import { View } from '@tarojs/components'
import type { LeaderOrderLine } from '@/contract/shapes'
import { Avatar } from '@/components/avatar'
import { Price } from '@/components/price'
import { percent, yuan } from '@/format/money'
import { ago } from '@/format/time'

/** Orders as they arrive, with the commission each brings. */
export function Recent({ lines, baseRateBp, now }: { lines: LeaderOrderLine[]; baseRateBp: number; now: number }) {
  return (
    <View className="card">
      <View className="recent__head">
        <View className="recent__title">刚刚的订单</View>
        <View className="recent__note num">佣金按 {percent(baseRateBp)} 估算</View>
      </View>
      {lines.length === 0 && <View className="recent__empty">今天还没有订单，把团发到群里吧。</View>}
      {lines.map((line) => (
        <View key={line.key} className="recent__line">
          <Avatar name={line.avatar} size={28} />
          <View className="recent__name">{line.name}</View>
          <View className="grow num recent__total">{yuan(line.totalFen)}</View>
          <View className="recent__time num">{ago(line.at, now)}</View>
          <Price fen={line.commissionFen} prefix="+" className="recent__commission" />
        </View>
      ))}
    </View>
  )
}
