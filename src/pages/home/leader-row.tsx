import { View } from '@tarojs/components'
import { Avatar } from '@/components/avatar'
import { Icon } from '@/components/icon'
import { addressOf } from '@/components/pickup'
import { Tag } from '@/components/tag'
import type { LeaderCard } from '@/contract/shapes'

/** Whose neighbours we are and where things are handed out. */
export function LeaderRow({ leader }: { leader: LeaderCard }) {
  return (
    <View className="leader-row">
      <Avatar name={leader.avatar} size={52} />
      <View className="grow">
        <View className="leader-row__who">
          <View className="leader-row__name">{leader.name}</View>
          <Tag tone="white">{leader.community}团长</Tag>
        </View>
        <View className="leader-row__where">
          <Icon name="map-pin" className="leader-row__pin" />
          <View className="grow">
            {addressOf(leader)}・{leader.pickupName}
          </View>
        </View>
      </View>
    </View>
  )
}
