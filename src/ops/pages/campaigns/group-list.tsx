import { View } from '@tarojs/components'
import { Avatar } from '@/components/avatar'
import { go, routes } from '@/components/routes'
import type { CampaignView } from '@/contract/campaign'

/** How each leader's group stands, the fullest first. */
export function GroupList({ campaign }: { campaign: CampaignView }) {
  const groups = [...campaign.groups].sort((a, b) => b.orders - a.orders)
  return (
    <View className="card">
      <View className="goods-table__head">
        <View className="panel-title">各团进度</View>
        <View className="muted num">目标 {campaign.goalOrders} 单</View>
      </View>
      {groups.length === 0 && <View className="muted">活动开始后，每位团长各开一团。</View>}
      {groups.map(({ groupId, leader, orders }) => (
        <View key={groupId} className="group-line" onClick={() => go(routes.group(groupId))}>
          <Avatar name={leader.avatar} size={28} />
          <View className="grow">
            <View className="group-line__top">
              <View className="ellipsis">
                {leader.name}・{leader.community}
              </View>
              <View className="group-line__count num">{orders} 单</View>
            </View>
            <View className="stat__track">
              <View
                className="stat__fill"
                style={{ width: `${Math.min(100, (orders / Math.max(1, campaign.goalOrders)) * 100)}%` }}
              />
            </View>
          </View>
        </View>
      ))}
    </View>
  )
}
