import { Text, View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { AvatarRow } from '@/components/avatar'
import { Button } from '@/components/button'
import { GoodsPicture } from '@/components/goods-picture'
import { Price } from '@/components/price'
import { go, routes } from '@/components/routes'
import { Tag } from '@/components/tag'
import { TickBar } from '@/components/tick-bar'
import type { GroupCard as Card } from '@/contract/group'
import { dayClock } from '@/format/time'

function Progress({ card }: { card: Card }) {
  const left = Math.max(0, card.goalOrders - card.orders)
  return (
    <View className="grow">
      <TickBar value={card.orders} goal={card.goalOrders} className="group-card__ticks" />
      <View className="group-card__goal num">
        {left > 0 ? (
          <>
            <Text className="group-card__left">还差 {left} 单</Text>，达成本团目标
          </>
        ) : (
          <Text className="group-card__left">本团目标达成</Text>
        )}
      </View>
    </View>
  )
}

function times(card: Card, now: number): string {
  const pickup = `${dayClock(card.deliverAt, now)} 后自提`
  if (card.phase === 'upcoming') return `${dayClock(card.startAt, now)} 开团・${pickup}`
  return card.phase === 'open' ? `${pickup}・${dayClock(card.cutoffAt, now)} 截单` : pickup
}

/** A group among others. */
export function GroupCard({ card, now }: { card: Card; now: number }) {
  const [first = '', second] = card.pictures
  const isClosed = card.phase === 'closed'
  return (
    <View className="card group-card" onClick={() => go(routes.group(card.groupId))} {...a11y('link', card.title)}>
      <View className="group-card__top">
        <View className="group-card__pictures">
          <GoodsPicture name={first} isOff={isClosed} />
          {second && <GoodsPicture name={second} size={28} isOff={isClosed} className="group-card__second" />}
        </View>
        <View className="grow">
          <View className="group-card__head">
            <View className="group-card__title ellipsis">{card.title}</View>
            <View className="group-card__price">
              <Price fen={card.fromFen} />
              <Text className="group-card__from">起</Text>
            </View>
          </View>
          <View className="group-card__times num">{times(card, now)}</View>
          <View className="group-card__joined">
            <AvatarRow names={card.avatars} />
            <View className="muted num">{card.orders > 0 ? `已跟 ${card.orders} 单` : '等第一位邻居'}</View>
            {isClosed && (
              <View className="group-card__ended">
                <Tag tone="grey">已结束</Tag>
              </View>
            )}
          </View>
        </View>
      </View>
      {!isClosed && (
        <View className="group-card__bottom">
          <Progress card={card} />
          <Button look={card.phase === 'open' ? 'primary' : 'tint'}>
            {card.phase === 'open' ? '去跟团' : '先看看'}
          </Button>
        </View>
      )}
    </View>
  )
}
