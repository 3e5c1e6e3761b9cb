import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { asCloudError, type CloudError } from '@/cloud/error'
import { queryClient } from '@/cloud/query'
import type { InputOf } from '@/cloud/types'
import { callKey, useCall } from '@/cloud/use-call'
import { useWork } from '@/cloud/use-work'
import { replace, routes } from '@/components/routes'
import { toast, toastFailure } from '@/components/toast'
import { useCart } from '../cart'
import { useBasket } from '../group/use-basket'

/** Pays an order and asks what became of it. Throws nothing: the order's own page shows how it stands. */
async function payFor(orderId: string, payment: Parameters<typeof cloud.pay>[0] | null): Promise<void> {
  try {
    const given = payment ?? (await cloud.call('order.pay', { orderId })).payment
    if ((await cloud.pay(given)) === 'paid') await cloud.call('order.confirm', { orderId })
  } catch (error) {
    toastFailure(error)
  }
}

/** The order to be: its lines at the prices shown, and the way to place and pay it. */
export function useCheckout() {
  const { params } = useRouter()
  const groupId = decodeURIComponent(params.id ?? '')
  const query = useCall('group.open', { groupId })
  const basket = useBasket(query.data)
  const cart = useCart()
  const [trouble, setTrouble] = useState<CloudError>()

  const buy = useWork({
    mutationFn: async () => {
      const { totalFen, offFen } = basket
      const lines = basket.chosen.map(({ quantity, priced: { skuId, unit } }) => {
        return { skuId, quantity, priceFen: unit.priceFen }
      })
      const order: Omit<InputOf<'order.place'>, 'requestId'> = { groupId, lines, totalFen, offFen }
      const requestId = cart.requestFor(groupId, JSON.stringify(order))
      const placed = await cloud.call('order.place', { ...order, requestId })
      cart.settle(groupId)
      if (placed.totalFen > 0) await payFor(placed.orderId, placed.payment)
      return placed.orderId
    },
    onSuccess: (orderId) => {
      cart.clear(groupId)
      void queryClient.invalidateQueries({ queryKey: callKey('order.list') })
      void queryClient.invalidateQueries({ queryKey: callKey('group.home') })
      replace(routes.order(orderId))
    },
    onError: (thrown) => {
      const error = asCloudError(thrown)
      if (!error.isOutcomeUnknown) cart.settle(groupId)
      setTrouble(error)
      void query.refetch()
    },
  })

  const pay = () => {
    if (!cloud.canPay) toast('请在微信中打开')
    else if (!buy.isPending && basket.pieces > 0) buy.mutate()
  }

  return {
    ...query,
    groupId,
    page: query.data,
    basket,
    pay,
    isPaying: buy.isPending || buy.isSuccess,
    trouble,
    setTrouble,
  }
}
