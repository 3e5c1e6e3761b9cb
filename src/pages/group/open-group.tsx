import { View } from '@tarojs/components'
import type { GroupPage } from '@/contract/group'
import type { GroupLive } from '@/contract/shapes'
import { GoalCard } from './goal-card'
import { Joiners } from './joiners'
import { LeaderNote } from './leader-note'
import { NextGroup } from './next-group'
import { Offers } from './offers'
import { shownOf } from './shown'
import { usePieces } from './use-pieces'

export interface OpenGroupProps {
  page: GroupPage
  live: GroupLive
  clockOffset: number
  now: number
  onPhaseEnd(): void
}

/** What the leader says: his note, or that it is over. */
function words({ phase, note, leader }: GroupPage, live: GroupLive): string {
  if (phase === 'closed') return `这一团收单了，一共 ${live.orders} 单，谢谢各位邻居。`
  return note || `在${leader.pickupName}等你来拿。`
}

/** A group with all it has on sale, or had. What stands below the goods comes when they are all there. */
export function OpenGroup({ page, live, clockOffset, now, onPhaseEnd }: OpenGroupProps) {
  const offers = shownOf(page)
  const drawn = usePieces(offers.length)
  const isWhole = drawn === offers.length
  const isClosed = page.phase === 'closed'
  return (
    <>
      <LeaderNote leader={page.leader} text={words(page, live)} now={now} />
      <GoalCard page={page} live={live} clockOffset={clockOffset} now={now} onPhaseEnd={onPhaseEnd} />
      <Offers page={page} offers={offers.slice(0, drawn)} />
      {isWhole && isClosed && page.others.length > 0 && (
        <>
          <View className="section-title">{page.leader.name}的下一团</View>
          {page.others.map((card) => (
            <NextGroup key={card.groupId} card={card} now={now} />
          ))}
        </>
      )}
      {isWhole && !isClosed && <Joiners live={live} now={now} />}
    </>
  )
}
