import { View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { Avatar } from '@/components/avatar'
import type { LeaderCard } from '@/contract/shapes'
import { Mark } from './goods-picker'

export interface LeaderPickerProps {
  leaders: LeaderCard[]
  chosen: string[]
  onToggle(leaderId: string): void
  onAll(leaderIds: string[]): void
}

/** Who sells it. */
export function LeaderPicker({ leaders, chosen, onToggle, onAll }: LeaderPickerProps) {
  const isAll = chosen.length === leaders.length
  return (
    <View className="card">
      <View className="picker__head">
        <View className="panel-title">团长</View>
        <View
          className="picker__all"
          onClick={() => onAll(isAll ? [] : leaders.map((leader) => leader.leaderId))}
          {...a11y('button')}
        >
          {isAll ? '全不选' : '全选'}
        </View>
      </View>
      {leaders.map((leader) => (
        <View
          key={leader.leaderId}
          className="picker__row picker__line"
          onClick={() => onToggle(leader.leaderId)}
          {...a11y('checkbox', leader.name, chosen.includes(leader.leaderId))}
        >
          <Mark isOn={chosen.includes(leader.leaderId)} />
          <Avatar name={leader.avatar} size={28} />
          <View className="grow">
            {leader.name}・{leader.community}
          </View>
          <View className="muted ellipsis">{leader.pickupName}</View>
        </View>
      ))}
    </View>
  )
}
