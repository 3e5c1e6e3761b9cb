import { View } from '@tarojs/components'
import { cloud } from '@/cloud'
import { Button } from '@/components/button'
import { Failure } from '@/components/failure'
import { GoodsLine } from '@/components/goods-line'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { useOnline } from '@/components/page/use-online'
import { Phone } from '@/components/phone'
import { Pickup } from '@/components/pickup'
import { Price } from '@/components/price'
import { back } from '@/components/routes'
import { SkeletonCard, SkeletonRows } from '@/components/skeleton'
import type { PricedLine } from '@/domain/pricing/priceCart'
import { yuan } from '@/format/money'
import { Bill } from './bill'
import { TroubleSheet } from './trouble-sheet'
import { useCheckout } from './use-checkout'
import './index.scss'

const lineOf = ({ amountFen, paidFen, unit }: PricedLine) => ({ amountFen, paidFen, offer: unit.code })

const summaryOf = ({ offFen, pieces }: { offFen: number; pieces: number }) =>
  offFen > 0 ? `共省 ${yuan(offFen)}` : `共 ${pieces} 件，到店自提`

/** One look at the whole order, then pay. */
export default function Checkout() {
  const checkout = useCheckout()
  const { page, error, basket, pay, isPaying, trouble } = checkout
  const isOnline = useOnline()
  const isStale = Boolean(error) || !isOnline
  const isBlocked = isStale || page?.phase !== 'open'
  const bar = page && basket.pieces > 0 && (
    <>
      <View className="grow">
        <View className="checkout__total">
          <View className="checkout__label">合计</View>
          <Price fen={basket.totalFen} className="checkout__amount" />
        </View>
        <View className="checkout__note num">
          {isStale ? '价格待更新，先别急着下单' : isBlocked ? '这一团现在不收单' : summaryOf(basket)}
        </View>
      </View>
      <Button look="buy" size="large" isBusy={isPaying} isDisabled={isBlocked} onClick={pay} className="checkout__pay">
        {!cloud.canPay ? '请在微信中打开' : basket.totalFen > 0 ? '微信支付' : '0 元下单'}
      </Button>
    </>
  )
  return (
    <Page title="确认订单" hasBack bar={bar}>
      {error && !isPaying ? (
        <Failure error={error} onRetry={() => void checkout.refetch()} isRetrying={checkout.isFetching} />
      ) : !page ? (
        <>
          <SkeletonCard />
          <SkeletonRows rows={2} />
        </>
      ) : basket.pieces === 0 && !isPaying ? (
        <Notice icon="shopping-basket" title="还没有选商品" text="回到团里选好，再来结算。">
          <Button size="large" onClick={back}>
            回到团里
          </Button>
        </Notice>
      ) : (
        <>
          <View className="card">
            <Pickup leader={page.leader} deliverAt={page.deliverAt} />
            <View className="hairline" />
            <Phone />
          </View>
          <View className="card">
            {basket.chosen.map(({ offer, quantity, priced }) => (
              <GoodsLine key={offer.skuId} {...offer} {...lineOf(priced)} quantity={quantity} />
            ))}
          </View>
          <Bill {...basket} />
          <View className="checkout__promise">
            <Icon name="shield-check" className="checkout__shield" />
            截单前可以整单退款，原路退回
          </View>
        </>
      )}
      <TroubleSheet
        error={trouble}
        page={page}
        groupId={checkout.groupId}
        onClose={() => checkout.setTrouble(undefined)}
        onRetry={pay}
      />
    </Page>
  )
}
