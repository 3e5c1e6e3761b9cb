import { useRouter } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { queryClient } from '@/cloud/query'
import { callKey, useCall } from '@/cloud/use-call'
import { useWatch } from '@/cloud/use-watch'
import { landingOf } from './landing'
import { useTouch } from './use-touch'

/** Stock is read again at most this often, however fast orders arrive. */
const REFRESH_MS = 2_000

/** Calls `refresh` when `signal` changes, at most every two seconds, and once more after the last change. */
function useThrottled(signal: unknown, refresh: () => void) {
  const state = useRef({ last: 0, timer: undefined as ReturnType<typeof setTimeout> | undefined, first: true })
  const call = useRef(refresh)
  call.current = refresh
  useEffect(() => {
    const s = state.current
    if (s.first) {
      s.first = signal === undefined
      return
    }
    if (s.timer) return
    const wait = Math.max(0, s.last + REFRESH_MS - Date.now())
    s.timer = setTimeout(() => {
      s.timer = undefined
      s.last = Date.now()
      call.current()
    }, wait)
  }, [signal])
  useEffect(() => () => clearTimeout(state.current.timer), [])
}

/** The group, its live progress, and stock that follows it. */
export function useGroup() {
  const { params } = useRouter()
  const query = useCall('group.open', landingOf(params).group)
  const groupId = query.data?.groupId
  useTouch(groupId)
  const { docs } = useWatch('group_live', '_id', groupId)
  const live = docs?.[0] ?? query.data?.live
  const reread = () => query.refetch()
  const refresh = () => void reread()
  useThrottled(docs && `${live?.orders}/${live?.pieces}`, refresh)

  // The checkout asks by id: it starts from what is known here.
  useEffect(() => {
    if (query.data) queryClient.setQueryData(callKey('group.open', { groupId: query.data.groupId }), query.data)
  }, [query.data])

  return { ...query, page: query.data, live, refresh, reread }
}
