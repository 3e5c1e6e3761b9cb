import { View } from '@tarojs/components'
import { useState } from 'react'
import { Avatar } from '@/components/avatar'
import { Button } from '@/components/button'
import { Price } from '@/components/price'
import type { LeaderOrderLine } from '@/contract/shapes'
import { percent, yuan } from '@/format/money'
import { ago } from '@/format/time'

/** At first; the rest on request, so that the groups below stay near. */
const SHOWN = 6

/** Orders as they arrive, with the commission each brings. */
export function Recent({ lines, baseRateBp, now }: { lines: LeaderOrderLine[]; baseRateBp: number; now: number }) {
  const [isWhole, setWhole] = useState(false)
  return (
    <View className="card">
      <View className="recent__head">
        <View className="recent__title">刚刚的订单</View>
        <View className="recent__note num">佣金按 {percent(baseRateBp)} 估算</View>
      </View>
      {lines.length === 0 && <View className="recent__empty">今天还没有订单，把团发到群里吧。</View>}
      {lines.slice(0, isWhole ? lines.length : SHOWN).map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their place and change their words; one put before the others would have Taro send them all
        <View key={place} className="recent__line">
          <Avatar name={line.avatar} size={28} />
          <View className="recent__name">{line.name}</View>
          <View className="grow num recent__total">{yuan(line.totalFen)}</View>
          <View className="recent__time num">{ago(line.at, now)}</View>
          <Price fen={line.commissionFen} prefix="+" className="recent__commission" />
        </View>
      ))}
      {!isWhole && lines.length > SHOWN && (
        <Button look="text" className="recent__more" onClick={() => setWhole(true)}>
          看最近 {lines.length} 单
        </Button>
      )}
    </View>
  )
}
