import { View } from '@tarojs/components'
import './index.scss'

export interface StockBarProps {
  stock: number
  left: number
}

/** From this share left on, the bar warns. */
const LOW = 0.15

/** How much is gone and what is left; orange when little is. */
export function StockBar({ stock, left }: StockBarProps) {
  const gone = stock > 0 ? Math.min(100, ((stock - left) / stock) * 100) : 100
  const isLow = left <= stock * LOW
  return (
    <View className={`stock-bar ${isLow ? 'stock-bar--low' : ''}`}>
      <View className="stock-bar__track">
        <View className="stock-bar__fill" style={{ width: `${gone}%` }} />
      </View>
      <View className="stock-bar__text num">余 {left} 份</View>
    </View>
  )
}
