import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { GoodsPicture } from '@/components/goods-picture'
import { Price } from '@/components/price'
import { replace, routes } from '@/components/routes'
import type { GroupCard } from '@/contract/group'
import { dayClock } from '@/format/time'

/** Another group of the same leader, for when this one has ended. */
export function NextGroup({ card, now }: { card: GroupCard; now: number }) {
  return (
    <View className="card next-group">
      <GoodsPicture name={card.pictures[0] ?? ''} />
      <View className="grow">
        <View className="next-group__title ellipsis">{card.title}</View>
        <View className="muted num">{dayClock(card.deliverAt, now)} 后自提</View>
        <View className="next-group__price">
          <Price fen={card.fromFen} />
          <View className="muted num"> 起，已跟 {card.orders} 单</View>
        </View>
      </View>
      <Button look="tint" onClick={() => replace(routes.group(card.groupId))}>
        去看看
      </Button>
    </View>
  )
}
