import { View } from '@tarojs/components'
import { yuan } from '@/format/money'
import { GoodsPicture } from '../goods-picture'
import { Price } from '../price'
import { UnitTag } from '../unit-tag'
import './index.scss'

export interface GoodsLineProps {
  name: string
  spec: string
  picture: string
  quantity: number
  /** Pieces × unit price. */
  amountFen: number
  /** Which price it is, when not the group's. */
  offer?: string
  /** After discounts; nothing when none came off. */
  paidFen?: number
}

/** One line of an order. */
export function GoodsLine({ name, spec, picture, quantity, amountFen, offer, paidFen = amountFen }: GoodsLineProps) {
  return (
    <View className="goods-line">
      <GoodsPicture name={picture} size={48} />
      <View className="grow">
        <View className="goods-line__name">
          {name} <UnitTag code={offer} />
        </View>
        <View className="goods-line__spec num">
          {spec} ×{quantity}
        </View>
      </View>
      <View className="goods-line__amount">
        <Price fen={amountFen} />
        {paidFen < amountFen && <View className="goods-line__paid num">实付 {yuan(paidFen)}</View>}
      </View>
    </View>
  )
}
