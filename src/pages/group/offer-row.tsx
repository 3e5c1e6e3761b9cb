import { Text, View } from '@tarojs/components'
import { GoodsPicture } from '@/components/goods-picture'
import { Price } from '@/components/price'
import { Stepper } from '@/components/stepper'
import { StockBar } from '@/components/stock-bar'
import { Tag } from '@/components/tag'
import { UnitTag } from '@/components/unit-tag'
import type { Offer } from '@/contract/shapes'
import type { Unit } from '@/domain/pricing/unit'
import { shortYuan } from '@/format/money'
import { soldOf } from './shown'

export interface OfferRowProps {
  offer: Offer
  quantity: number
  unit: Unit
  /** Can be ordered now; otherwise shown without a stepper. */
  isOpen: boolean
  onChange(quantity: number): void
}

/** Most of one kind in an order, whatever the stock. */
const MOST = 99

/** How many of an offer one may choose. */
export const mostOf = (offer: Offer) => Math.min(offer.left, offer.limitPerPerson ?? MOST, MOST)

/** One kind of goods on sale. */
export function OfferRow({ offer, quantity, unit, isOpen, onChange }: OfferRowProps) {
  const isGone = offer.left === 0
  const listPrice = offer.listPriceFen ?? offer.priceFen
  return (
    <View className="offer">
      <GoodsPicture name={offer.picture} isOff={isGone} />
      <View className="grow">
        <View className="offer__head">
          <Text className="offer__name">{offer.name}</Text>
          <Text className="offer__spec">{offer.spec}</Text>
          <UnitTag code={unit.code} />
        </View>
        <View className="offer__stock">
          <StockBar stock={offer.stock} left={offer.left} />
          {offer.limitPerPerson !== undefined && (
            <View className="offer__limit num">每人限 {offer.limitPerPerson} 份</View>
          )}
        </View>
        <View className="offer__foot">
          <View className="offer__price">
            <Price fen={unit.priceFen} />
            {listPrice > unit.priceFen && <Text className="offer__list-price num">{shortYuan(listPrice)}</Text>}
          </View>
          {isGone && quantity === 0 ? (
            <Tag tone="grey">售罄</Tag>
          ) : (
            isOpen && <Stepper value={quantity} max={mostOf(offer)} label={offer.name} onChange={onChange} />
          )}
        </View>
      </View>
    </View>
  )
}

/** One kind of goods of a group that has ended. */
export function EndedRow({ offer }: { offer: Offer }) {
  return (
    <View className="offer offer--ended">
      <GoodsPicture name={offer.picture} size={60} isOff />
      <View className="grow">
        <View className="offer__head">
          <Text className="offer__name">{offer.name}</Text>
          <Text className="offer__spec">{offer.spec}</Text>
        </View>
        {soldOf(offer) > 0 && <View className="muted num">卖出 {soldOf(offer)} 份</View>}
      </View>
      <Tag tone="grey">{offer.left === 0 ? '售罄' : '已结束'}</Tag>
    </View>
  )
}
