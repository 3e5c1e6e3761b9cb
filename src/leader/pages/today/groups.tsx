import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { cloud } from '@/cloud'
import { a11y } from '@/components/a11y'
import { Button } from '@/components/button'
import { GoodsPicture } from '@/components/goods-picture'
import { go, routes } from '@/components/routes'
import { toast } from '@/components/toast'
import type { GroupCard } from '@/contract/group'
import { shortYuan } from '@/format/money'
import { dayClock } from '@/format/time'

/** Words for the neighbours' chat group, with the link where there is one. */
function words(card: GroupCard, now: number, shareCode?: string): string {
  const left = card.goalOrders - card.orders
  return [
    `【${card.title}】${shortYuan(card.fromFen)} 起`,
    `${dayClock(card.deliverAt, now)} 后自提，${dayClock(card.cutoffAt, now)} 截单`,
    left > 0 ? `已跟 ${card.orders} 单，还差 ${left} 单达成本团目标` : `已跟 ${card.orders} 单，本团目标达成`,
    cloud.linkTo(routes.group(card.groupId, shareCode)) ?? '',
  ]
    .filter(Boolean)
    .join('\n')
}

async function copy(words: string): Promise<void> {
  await Taro.setClipboardData({ data: words })
  toast('已复制，去群里粘贴')
}

export interface GroupsProps {
  groups: GroupCard[]
  now: number
  /** The leader's own, for his links. */
  shareCode?: string
}

/** My running groups, ready to be posted. */
export function Groups({ groups, now, shareCode }: GroupsProps) {
  const running = groups.filter((group) => group.phase !== 'closed')
  return (
    <View className="card">
      <View className="recent__title">我的团</View>
      {running.length === 0 && <View className="recent__empty">现在没有进行中的团。</View>}
      {running.map((card) => (
        <View key={card.groupId} className="my-group">
          <View className="my-group__top" onClick={() => go(routes.group(card.groupId))} {...a11y('link', card.title)}>
            <GoodsPicture name={card.pictures[0] ?? ''} size={48} />
            <View className="grow">
              <View className="my-group__title ellipsis">{card.title}</View>
              <View className="muted num">
                已跟 {card.orders} / {card.goalOrders} 单
              </View>
              <View className="muted num">
                {card.phase === 'upcoming'
                  ? `${dayClock(card.startAt, now)} 开团`
                  : `${dayClock(card.cutoffAt, now)} 截单`}
              </View>
            </View>
          </View>
          <View className="my-group__actions">
            <Button look="tint" onClick={() => void copy(words(card, now, shareCode))}>
              复制文案
            </Button>
            {cloud.face === 'wechat' && (
              <Button openType="share" group={card.groupId}>
                发到群里
              </Button>
            )}
          </View>
        </View>
      ))}
    </View>
  )
}
