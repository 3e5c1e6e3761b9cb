import { View } from '@tarojs/components'
import { useState } from 'react'
import { Avatar, AvatarRow } from '@/components/avatar'
import { Button } from '@/components/button'
import type { GroupLive } from '@/contract/shapes'
import { ago } from '@/format/time'

/** At first; the rest on request. */
const SHOWN = 6

/** Who joined, newest first, masked. */
export function Joiners({ live, now }: { live: GroupLive; now: number }) {
  const [isWhole, setWhole] = useState(false)
  if (live.orders === 0) return null
  return (
    <View className="card joiners">
      <View className="joiners__head">
        <View className="joiners__title num">邻居已跟 {live.orders} 单</View>
        <AvatarRow names={live.recent.map((joiner) => joiner.avatar)} />
      </View>
      {live.recent.slice(0, isWhole ? live.recent.length : SHOWN).map((joiner) => {
        const when = ago(joiner.at, now)
        return (
          <View key={joiner.key} className="joiner">
            <Avatar name={joiner.avatar} />
            <View className="joiner__name">{joiner.name}</View>
            <View className="joiner__text ellipsis">{joiner.text}</View>
            <View className={`joiner__time num ${when === '刚刚' ? 'joiner__time--now' : ''}`}>{when}</View>
          </View>
        )
      })}
      {!isWhole && live.recent.length > SHOWN && (
        <Button look="text" className="joiners__more" onClick={() => setWhole(true)}>
          看最近 {live.recent.length} 单
        </Button>
      )}
    </View>
  )
}
