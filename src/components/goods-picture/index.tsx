import { Image, View } from '@tarojs/components'
import { Icon } from '../icon'
import { pictureOf } from '../pictures'
import './index.scss'

export interface GoodsPictureProps {
  /** Key of the picture. */
  name: string
  /** Side in design pixels: 72 in lists, 60, 48 or 28 where there is less room. */
  size?: 28 | 48 | 60 | 72
  isOff?: boolean
  className?: string
}

const TINTS = 4

/** The same goods always stand on the same tint. */
const tint = (name: string) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TINTS

/** A picture of goods on a tint. */
export function GoodsPicture({ name, size = 72, isOff, className = '' }: GoodsPictureProps) {
  const src = pictureOf('goods', name)
  const look = isOff ? 'goods-picture--off' : `goods-picture--${tint(name)}`
  return (
    <View className={`goods-picture goods-picture--s${size} ${look} ${className}`}>
      {src ? <Image className="goods-picture__image" src={src} mode="aspectFit" /> : <Icon name="shopping-basket" />}
    </View>
  )
}
