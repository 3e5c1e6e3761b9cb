import Taro, { useDidShow, useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { useCall } from '@/cloud/use-call'
import { usePullToRefresh } from '@/cloud/use-pull-to-refresh'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'

const ORDERS_TAB = 1

/** WeChat refuses while a page without tabs lies above: the number is written again when this page is shown. */
async function showOnTab(orders: number): Promise<void> {
  try {
    if (orders > 0) await Taro.setTabBarBadge({ index: ORDERS_TAB, text: String(orders) })
    else await Taro.removeTabBarBadge({ index: ORDERS_TAB })
  } catch {
    // Refused.
  }
}

/** The leader, his groups, and the number on the orders tab. */
export function useHome() {
  const { params } = useRouter()
  const query = useCall('group.home', params.leader ? { leaderId: decodeURIComponent(params.leader) } : {})
  const openOrders = query.data?.openOrders ?? 0
  const refresh = async () => void (await query.refetch())
  useRefreshOnShow(refresh)
  usePullToRefresh(refresh)
  useEffect(() => void showOnTab(openOrders), [openOrders])
  useDidShow(() => void showOnTab(openOrders))
  return { ...query, refresh }
}
