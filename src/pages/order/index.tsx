import { View } from '@tarojs/components'
import { Failure } from '@/components/failure'
import { GoodsLine } from '@/components/goods-line'
import { Page } from '@/components/page'
import { Pickup } from '@/components/pickup'
import { SkeletonCard, SkeletonRows } from '@/components/skeleton'
import { OrderActions } from './actions'
import { CollectCode } from './collect-code'
import { Facts } from './facts'
import { StateCard } from './state-card'
import { useOrder } from './use-order'
import './index.scss'

/** One order, from unpaid to collected. */
export default function Order() {
  const { order, clockOffset, error, isFetching, refetch, pay, cancel, refund } = useOrder()
  const bar = order && <OrderActions order={order} pay={pay} cancel={cancel} refund={refund} />
  return (
    <Page title="订单" hasBack bar={bar}>
      {order ? (
        <>
          <StateCard order={order} clockOffset={clockOffset} onExpire={() => void refetch()} />
          {order.collectCode && <CollectCode code={order.collectCode} place={order.leader.pickupName} />}
          <View className="card">
            <Pickup leader={order.leader} deliverAt={order.deliverAt} />
          </View>
          <View className="card">
            <View className="order__title">{order.title}</View>
            {order.lines.map((line) => (
              <GoodsLine key={line.skuId} {...line} />
            ))}
          </View>
          <Facts order={order} />
        </>
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      ) : (
        <>
          <SkeletonCard />
          <SkeletonRows rows={2} />
        </>
      )}
    </Page>
  )
}
