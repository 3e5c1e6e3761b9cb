import { useMutation } from '@tanstack/react-query'
import { useDidShow, useRouter } from '@tarojs/taro'
import { cloud } from '@/cloud'
import { clockOffset } from '@/cloud/clock'
import { queryClient } from '@/cloud/query'
import { callKey, useCall } from '@/cloud/use-call'
import type { OrderView } from '@/contract/shapes'
import { toast, toastFailure } from '@/components/toast'

/** An order waiting for money or for its code changes without us: look again this often. */
const POLL_MS = 5_000

/** An order, kept up to date, and what its owner can do with it. */
export function useOrder() {
  const { params } = useRouter()
  const orderId = decodeURIComponent(params.id ?? '')
  const query = useCall('order.get', { orderId }, { refetchInterval: POLL_MS })
  const order = query.data as OrderView | undefined

  const show = (changed: OrderView) => {
    queryClient.setQueryData(callKey('order.get', { orderId }), { ...changed, clockOffset: clockOffset() })
    void queryClient.invalidateQueries({ queryKey: callKey('order.list') })
    void queryClient.invalidateQueries({ queryKey: callKey('group.home') })
  }
  const onError = (error: unknown) => {
    toastFailure(error)
    void query.refetch()
  }

  const pay = useMutation({
    mutationFn: async () => {
      const { payment } = await cloud.call('order.pay', { orderId })
      const outcome = await cloud.pay(payment)
      if (outcome === 'unavailable') toast('请在微信中打开')
      return outcome === 'paid' ? await cloud.call('order.confirm', { orderId }) : undefined
    },
    onSuccess: (confirmed) => confirmed && show(confirmed),
    onError,
  })
  const cancel = useMutation({ mutationFn: () => cloud.call('order.cancel', { orderId }), onSuccess: show, onError })
  const refund = useMutation({
    mutationFn: (reason: string) => cloud.call('order.refund', { orderId, reason }),
    onSuccess: show,
    onError,
  })

  useDidShow(() => void query.refetch())
  return { ...query, order, pay, cancel, refund }
}
