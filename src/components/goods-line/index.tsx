import { View } from '@tarojs/components'
import { GoodsPicture } from '../goods-picture'
import { Price } from '../price'
import './index.scss'

export interface GoodsLineProps {
  name: string
  spec: string
  picture: string
  quantity: number
  priceFen: number
}

/** One line of an order. */
export function GoodsLine({ name, spec, picture, quantity, priceFen }: GoodsLineProps) {
  return (
    <View className="goods-line">
      <GoodsPicture name={picture} size={48} />
      <View className="grow">
        <View className="goods-line__name">{name}</View>
        <View className="goods-line__spec num">
          {spec} ×{quantity}
        </View>
      </View>
      <View className="goods-line__amount">
        <Price fen={priceFen * quantity} />
      </View>
    </View>
  )
}
