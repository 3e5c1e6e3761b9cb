import { View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { Button } from '@/components/button'
import { Failure } from '@/components/failure'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { goTab, routes } from '@/components/routes'
import { SkeletonRows } from '@/components/skeleton'
import { OrderCard } from './order-card'
import { FILTERS, useOrders } from './use-orders'
import './index.scss'

/** My orders. */
export default function Orders() {
  const { orders, error, filter, setFilter, refetch, isFetching, hasNextPage, fetchNextPage } = useOrders()
  return (
    <Page title="订单">
      <View className="orders__filters">
        {FILTERS.map(([value, label]) => (
          <View
            key={value}
            className={`orders__filter ${value === filter ? 'orders__filter--on' : ''}`}
            onClick={() => setFilter(value)}
            {...a11y('button')}
          >
            {label}
          </View>
        ))}
      </View>
      {error && !orders ? (
        <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      ) : !orders ? (
        <SkeletonRows rows={4} />
      ) : orders.length === 0 ? (
        <Notice icon="receipt-text" title="这里还没有订单" text="跟一团，下班顺路来拿。">
          <Button size="large" onClick={() => goTab(routes.home)}>
            看看邻居在跟什么
          </Button>
        </Notice>
      ) : (
        orders.map((order) => <OrderCard key={order.orderId} order={order} />)
      )}
      {hasNextPage && (
        <Button look="text" className="orders__more" isBusy={isFetching} onClick={() => void fetchNextPage()}>
          更早的订单
        </Button>
      )}
    </Page>
  )
}
