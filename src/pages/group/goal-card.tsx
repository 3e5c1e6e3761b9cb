import { Text, View } from '@tarojs/components'
import { Countdown } from '@/components/countdown'
import { Icon } from '@/components/icon'
import { Tag } from '@/components/tag'
import { TickBar } from '@/components/tick-bar'
import { ticksOf } from '@/components/tick-bar/ticks'
import type { GroupPage } from '@/contract/group'
import type { GroupLive } from '@/contract/shapes'
import { ago, clock, dayClock, longDate } from '@/format/time'

export interface GoalCardProps {
  page: GroupPage
  live: GroupLive
  clockOffset: number
  now: number
  onPhaseEnd(): void
}

/** Over this, a countdown says less than a date. */
const COUNT_FROM_MS = 24 * 3_600_000

function Title({ left, isClosed }: { left: number; isClosed: boolean }) {
  if (isClosed) {
    return (
      <View className="goal-card__title">
        本团已结束{left === 0 && <Text className="goal-card__good">，目标达成</Text>}
      </View>
    )
  }
  if (left === 0) return <View className="goal-card__title goal-card__good">本团目标达成</View>
  return (
    <View className="goal-card__title">
      还差 <Text className="goal-card__number num">{left}</Text> 单，达成本团目标
    </View>
  )
}

/** When the present phase of the group ends, counting down on the last day. */
function Deadline({ page, clockOffset, now, onPhaseEnd }: Omit<GoalCardProps, 'live'>) {
  const [label, until] = page.phase === 'upcoming' ? ['开团', page.startAt] : ['截单', page.cutoffAt]
  return (
    <View className="goal-card__deadline num">
      {until - now > COUNT_FROM_MS ? (
        `${dayClock(until, now)} ${label}`
      ) : (
        <>
          {label} <Countdown until={until} clockOffset={clockOffset} onEnd={onPhaseEnd} />
        </>
      )}
    </View>
  )
}

/** How far the group is, who came last, when it is delivered and when it closes. */
export function GoalCard({ page, live, clockOffset, now, onPhaseEnd }: GoalCardProps) {
  const left = Math.max(0, page.goalOrders - live.orders)
  const latest = live.recent[0]
  const { per } = ticksOf(page.goalOrders)
  const isClosed = page.phase === 'closed'
  return (
    <View className="card goal-card">
      <View className="goal-card__head">
        <Title left={left} isClosed={isClosed} />
        <Tag>
          {live.orders} / {page.goalOrders} 单
        </Tag>
      </View>
      <TickBar
        value={live.orders}
        goal={page.goalOrders}
        isNewest={!isClosed && latest !== undefined && ago(latest.at, now) === '刚刚'}
      />
      {isClosed ? (
        <View className="goal-card__line muted num">
          {dayClock(page.cutoffAt, now)} 截单，{dayClock(page.deliverAt, now)} 后在{page.leader.pickupName}自提
        </View>
      ) : (
        <>
          <View className="goal-card__line muted num">
            {latest ? (
              <View className="goal-card__latest ellipsis">
                <View className="goal-card__dot" />
                {latest.name} {ago(latest.at, now)}下单，第 {live.orders} 单
              </View>
            ) : (
              <View className="grow">{page.phase === 'upcoming' ? '开团后从这里跟起' : '等第一位邻居跟团'}</View>
            )}
            <View>{per > 1 ? `每格 ${per} 单` : `目标 ${page.goalOrders} 单`}</View>
          </View>
          <View className="hairline" />
          <View className="goal-card__times">
            <Icon name="truck" className="goal-card__truck" />
            <View className="grow num">
              {longDate(page.deliverAt)} {clock(page.deliverAt)} 后自提
            </View>
            <Deadline page={page} clockOffset={clockOffset} now={now} onPhaseEnd={onPhaseEnd} />
          </View>
        </>
      )}
    </View>
  )
}
