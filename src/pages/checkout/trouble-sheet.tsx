import { View } from '@tarojs/components'
import type { CloudError } from '@/cloud/error'
import { Button } from '@/components/button'
import { back } from '@/components/routes'
import { Sheet } from '@/components/sheet'
import type { GroupPage } from '@/contract/group'
import { yuan } from '@/format/money'
import { spaced } from '@/format/words'
import { useCart, useLines } from '../cart'

interface Details {
  lines?: { skuId: string; left?: number; priceFen?: number }[]
  discounts?: { name: string; rule: string; offFen: number }[]
  totalFen?: number
}

export interface TroubleSheetProps {
  error: CloudError | undefined
  page: GroupPage | undefined
  groupId: string
  onClose(): void
  onRetry(): void
}

/** The one thing to do about a refused order. */
function actionFor(error: CloudError): 'reduce' | 'review' | 'retry' | 'leave' {
  if (error.code === 'sold_out' || error.code === 'over_limit') return 'reduce'
  if (error.code === 'price_changed') return 'review'
  return error.isOutcomeUnknown ? 'retry' : 'leave'
}

const LABELS = { reduce: '改成能买的数量', review: '按新价格核对', retry: '再试一次', leave: '回到团里看看' }
const SAFE = '不会重复下单，也没有扣款。'

/** Why the order was not made, with the new figures and one action. */
export function TroubleSheet({ error, page, groupId, onClose, onRetry }: TroubleSheetProps) {
  const choose = useCart((cart) => cart.set)
  const pieces = useLines(groupId)
  if (!error) return <Sheet isOpen={false} title="" onClose={onClose} />
  const details = (error.details ?? {}) as Details
  const action = actionFor(error)
  const name = (skuId: string) => page?.offers.find((offer) => offer.skuId === skuId)?.name ?? skuId

  const act = () => {
    onClose()
    if (action === 'reduce') for (const { skuId, left } of details.lines ?? []) choose(groupId, skuId, left ?? 0)
    if (action === 'retry') onRetry()
    if (action === 'leave') back()
  }

  return (
    <Sheet isOpen title={error.code === 'offline' ? '网络走神了' : error.message} onClose={onClose}>
      {action === 'retry' && <View className="trouble__text">{SAFE}</View>}
      {(details.lines ?? []).map(({ skuId, left, priceFen }) => (
        <View key={skuId} className="trouble__line">
          <View className="grow num">
            {name(skuId)}
            {priceFen !== undefined && ` ×${pieces[skuId] ?? 0}`}
          </View>
          <View className="trouble__new num">
            {left !== undefined
              ? left > 0
                ? `还能买 ${left} 份`
                : '没有了'
              : priceFen !== undefined && yuan(priceFen * (pieces[skuId] ?? 0))}
          </View>
        </View>
      ))}
      {(details.discounts ?? []).map(({ name, rule, offFen }) => (
        <View key={rule} className="trouble__line num">
          <View className="grow">
            {name} {spaced(rule)}
          </View>
          <View className="trouble__new">{yuan(-offFen)}</View>
        </View>
      ))}
      {details.totalFen !== undefined && (
        <View className="trouble__line">
          <View className="grow">新的合计</View>
          <View className="trouble__new num">{yuan(details.totalFen)}</View>
        </View>
      )}
      <Button size="large" className="trouble__action" onClick={act}>
        {LABELS[action]}
      </Button>
    </Sheet>
  )
}
