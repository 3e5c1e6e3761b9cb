import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { callKey } from '@/cloud/use-call'
import { usePullToRefresh } from '@/cloud/use-pull-to-refresh'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'

export const FILTERS = [
  ['all', '全部'],
  ['to_pay', '待付款'],
  ['to_collect', '待取货'],
  ['closed', '已结束'],
] as const
export type Filter = (typeof FILTERS)[number][0]

/** My orders, newest first, page by page. */
export function useOrders() {
  const [filter, setFilter] = useState<Filter>('all')
  const query = useInfiniteQuery({
    queryKey: callKey('order.list', { filter }),
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => cloud.call('order.list', { filter, ...(pageParam ? { before: pageParam } : {}) }),
    getNextPageParam: (last) => (last.more ? last.orders[last.orders.length - 1]?.createdAt : undefined),
  })
  useRefreshOnShow(query.refetch)
  usePullToRefresh(query.refetch)
  return { ...query, filter, setFilter, orders: query.data?.pages.flatMap((page) => page.orders) }
}
