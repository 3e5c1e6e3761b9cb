import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { useCall } from '@/cloud/use-call'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'

const ORDERS_TAB = 1

/** The leader, his groups, and the number on the orders tab. */
export function useHome() {
  const { params } = useRouter()
  const query = useCall('group.home', params.leader ? { leaderId: decodeURIComponent(params.leader) } : {})
  const openOrders = query.data?.openOrders ?? 0
  const refresh = async () => void (await query.refetch())
  useRefreshOnShow(refresh)
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()))
  useEffect(() => {
    if (openOrders > 0) void Taro.setTabBarBadge({ index: ORDERS_TAB, text: String(openOrders) })
    else void Taro.removeTabBarBadge({ index: ORDERS_TAB })
  }, [openOrders])
  return { ...query, refresh }
}
