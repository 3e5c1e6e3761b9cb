import { View } from '@tarojs/components'
import { useNow } from '@/components/countdown/use-now'
import { Failure } from '@/components/failure'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Bone, SkeletonRows } from '@/components/skeleton'
import { GroupCard } from './group-card'
import { LeaderRow } from './leader-row'
import { useHome } from './use-home'
import './index.scss'

function Brand() {
  return (
    <View className="brand">
      <View className="brand__logo" />
      <View className="brand__name">邻团</View>
    </View>
  )
}

/** My leader, and what neighbours are ordering. */
export default function Home() {
  const { data, error, isFetching, refresh } = useHome()
  const now = useNow(data?.clockOffset ?? 0, 30_000)
  const running = data?.groups.filter((group) => group.phase !== 'closed') ?? []
  const closed = data?.groups.filter((group) => group.phase === 'closed') ?? []
  const open = running.filter((group) => group.phase === 'open').length
  return (
    <Page tone="wash" nav={<Brand />} className="home">
      {data ? (
        <>
          {data.leader && <LeaderRow leader={data.leader} />}
          {!data.leader && data.groups.length === 0 ? (
            <Notice icon="store" title="还没有团长" text="从团长发在群里的链接进来，就能看到家门口的团。" />
          ) : (
            <View className="section-title">
              邻居正在跟的团
              {open > 0 && (
                <View className="home__open num">
                  <View className="home__dot" />
                  {open} 个进行中
                </View>
              )}
            </View>
          )}
          {data.leader && running.length === 0 && (
            <Notice icon="calendar" title="现在没有进行中的团" text="下一团开了，团长会发在群里。" />
          )}
          {running.map((card) => (
            <GroupCard key={card.groupId} card={card} now={now} />
          ))}
          {closed.length > 0 && <View className="section-title">刚结束的团</View>}
          {closed.map((card) => (
            <GroupCard key={card.groupId} card={card} now={now} />
          ))}
        </>
      ) : error ? (
        <Failure error={error} onRetry={() => void refresh()} isRetrying={isFetching} />
      ) : (
        <>
          <View className="leader-row">
            <View className="bone leader-row__bone" />
            <View className="grow">
              <Bone width={40} size="title" />
              <Bone width={75} />
            </View>
          </View>
          <View className="section-title">
            <Bone width={45} size="title" />
          </View>
          <SkeletonRows rows={1} />
          <SkeletonRows rows={1} />
        </>
      )}
    </Page>
  )
}
