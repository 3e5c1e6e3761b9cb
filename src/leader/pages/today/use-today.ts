import { useCall } from '@/cloud/use-call'
import { usePullToRefresh } from '@/cloud/use-pull-to-refresh'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'
import { useWatch } from '@/cloud/use-watch'
import type { LeaderDay } from '@/contract/shapes'

/** The leader's day: read once, then kept by the live documents. */
export function useToday() {
  const query = useCall('leader.today', {})
  const today = query.data
  const leaderId = today?.leader.leaderId
  const day = useWatch('leader_live', '_id', today && `${leaderId}:${today.live.day}`)
  const packets = useWatch('red_packets', 'leaderId', leaderId)
  useRefreshOnShow(query.refetch)
  usePullToRefresh(query.refetch)

  const live: LeaderDay | undefined = day.docs?.[0] ?? today?.live
  const redPackets = packets.docs ?? today?.redPackets ?? []
  return { ...query, today, live, redPackets, watchedPackets: packets.docs, isLive: day.state === 'live' }
}
