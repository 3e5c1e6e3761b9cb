import { View } from '@tarojs/components'
import { Avatar } from '@/components/avatar'
import type { LeaderCard } from '@/contract/shapes'
import { daysSince } from '@/format/time'

/** The leader says a word. */
export function LeaderNote({ leader, text, now }: { leader: LeaderCard; text: string; now: number }) {
  const days = daysSince(leader.since, now)
  return (
    <View className="leader-note">
      <Avatar name={leader.avatar} size={44} />
      <View className="leader-note__bubble">
        <View className="leader-note__who">
          <View className="leader-note__name">{leader.name}</View>
          <View className="muted num">
            {leader.community}团长{days > 0 && `・陪邻居 ${days} 天`}
          </View>
        </View>
        <View className="leader-note__text">{text}</View>
      </View>
    </View>
  )
}
