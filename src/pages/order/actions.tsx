import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { confirmed } from '@/components/confirm'
import { go, routes } from '@/components/routes'
import { Sheet } from '@/components/sheet'
import type { OrderView } from '@/contract/shapes'
import type { useOrder } from './use-order'

const REASONS = ['不想要了', '选错了商品', '时间不方便取货']

type Actions = Pick<ReturnType<typeof useOrder>, 'pay' | 'cancel' | 'refund'>

/** What the owner can do now: pay or cancel, return, or order again. */
export function OrderActions({ order, pay, cancel, refund }: Actions & { order: OrderView }) {
  const [isReturning, setReturning] = useState(false)
  const isBusy = pay.isPending || cancel.isPending || refund.isPending

  const askToCancel = async () => {
    const isSure = await confirmed({
      title: '取消这一单？',
      content: '留好的商品会放回去。',
      confirmText: '取消订单',
    })
    if (isSure) cancel.mutate()
  }

  if (order.state === 'awaiting_payment') {
    return (
      <>
        <Button look="outline" size="large" isDisabled={isBusy} onClick={() => void askToCancel()}>
          取消订单
        </Button>
        <Button
          look="buy"
          size="large"
          className="grow actions__main"
          isBusy={pay.isPending}
          isDisabled={isBusy}
          onClick={() => pay.mutate()}
        >
          继续付款
        </Button>
      </>
    )
  }
  return (
    <>
      {order.refundable && (
        <Button look="outline" size="large" isDisabled={isBusy} onClick={() => setReturning(true)}>
          整单退款
        </Button>
      )}
      <Button size="large" className="grow actions__main" onClick={() => go(routes.group(order.groupId))}>
        再看看这一团
      </Button>
      <Sheet isOpen={isReturning} title="为什么退款" onClose={() => setReturning(false)}>
        <View className="actions__text">整单退回，钱原路退到你的微信。</View>
        {REASONS.map((reason) => (
          <Button
            key={reason}
            look="tint"
            size="large"
            className="actions__reason"
            onClick={() => {
              setReturning(false)
              refund.mutate(reason)
            }}
          >
            {reason}
          </Button>
        ))}
      </Sheet>
    </>
  )
}
