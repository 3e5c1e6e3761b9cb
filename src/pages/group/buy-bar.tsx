import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Price } from '@/components/price'
import { yuan } from '@/format/money'

export interface BuyBarProps {
  pieces: number
  totalFen: number
  /** What has come off by itself. */
  offFen: number
  /** What comes off by itself, or what is missing for it. */
  note: string
  /** Why nothing can be bought now; shown in place of the total. */
  blocked?: { title: string; text: string }
  onBuy(): void
}

/** What is chosen, what it costs, and the way to the checkout. */
export function BuyBar({ pieces, totalFen, offFen, note, blocked, onBuy }: BuyBarProps) {
  return (
    <>
      <View className={`buy-bar__basket ${blocked ? 'buy-bar__basket--off' : ''}`}>
        <Icon name="shopping-basket" />
        {pieces > 0 && <View className="buy-bar__count num">{pieces}</View>}
      </View>
      <View className="grow buy-bar__middle">
        {blocked ? (
          <>
            <View className="buy-bar__title">{blocked.title}</View>
            <View className="buy-bar__note">{blocked.text}</View>
          </>
        ) : pieces > 0 ? (
          <>
            <View className="buy-bar__total">
              <Price fen={totalFen} />
              {offFen > 0 && <View className="buy-bar__off num">已减 {yuan(offFen)}</View>}
            </View>
            <View className="buy-bar__note num">{note || `共 ${pieces} 件，到店自提`}</View>
          </>
        ) : (
          <View className="buy-bar__note num">{note || '选好要的，一起跟团'}</View>
        )}
      </View>
      <Button
        look="buy"
        size="large"
        isDisabled={Boolean(blocked) || pieces === 0}
        onClick={onBuy}
        className="buy-bar__go"
      >
        跟团购买
      </Button>
    </>
  )
}
