import { useRouter } from '@tarojs/taro'
import { cloud } from '@/cloud'
import { clockOffset } from '@/cloud/clock'
import { queryClient } from '@/cloud/query'
import { callKey, useCall } from '@/cloud/use-call'
import { usePullToRefresh } from '@/cloud/use-pull-to-refresh'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'
import { useWork } from '@/cloud/use-work'
import { toast, toastFailure } from '@/components/toast'
import type { OrderState, OrderView } from '@/contract/shapes'

/** An order changes without us while it waits for money or for being handed out: look again this often, in ms. */
const POLL_MS: Partial<Record<OrderState, number>> = {
  awaiting_payment: 5_000,
  paid: 15_000,
  picked: 15_000,
  delivered: 15_000,
}

const pollFor = (order: OrderView | undefined) => (order && POLL_MS[order.state]) ?? false

/** An order, kept up to date, and what its owner can do with it. */
export function useOrder() {
  const { params } = useRouter()
  const orderId = decodeURIComponent(params.id ?? '')
  const query = useCall('order.get', { orderId }, { refetchInterval: ({ state }) => pollFor(state.data) })
  const order = query.data

  const show = (changed: OrderView) => {
    queryClient.setQueryData(callKey('order.get', { orderId }), { ...changed, clockOffset: clockOffset() })
    void queryClient.invalidateQueries({ queryKey: callKey('order.list') })
    void queryClient.invalidateQueries({ queryKey: callKey('group.home') })
  }
  const onError = (error: unknown) => {
    toastFailure(error)
    void query.refetch()
  }

  const pay = useWork({
    mutationFn: async () => {
      const { payment } = await cloud.call('order.pay', { orderId })
      const outcome = await cloud.pay(payment)
      if (outcome === 'unavailable') toast('请在微信中打开')
      return outcome === 'paid' ? await cloud.call('order.confirm', { orderId }) : undefined
    },
    onSuccess: (confirmed) => confirmed && show(confirmed),
    onError,
  })
  const cancel = useWork({ mutationFn: () => cloud.call('order.cancel', { orderId }), onSuccess: show, onError })
  const refund = useWork({
    mutationFn: (reason: string) => cloud.call('order.refund', { orderId, reason }),
    onSuccess: show,
    onError,
  })

  useRefreshOnShow(query.refetch)
  usePullToRefresh(query.refetch)
  return { ...query, order, clockOffset: order?.clockOffset ?? 0, pay, cancel, refund }
}
