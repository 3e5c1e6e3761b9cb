import { View } from '@tarojs/components'
import './index.scss'

/** A place where something will be. Sizes in percent of its row, heights by `size`. */
export function Bone({ width = 100, size = 'text' }: { width?: number; size?: 'text' | 'title' | 'ticks' }) {
  return <View className={`bone bone--${size}`} style={{ width: `${width}%` }} />
}

/** A card of rows with pictures, still to come. */
export function SkeletonRows({ rows = 3 }: { rows?: number }) {
  return (
    <View className="card">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows
        <View key={row} className="skeleton-row">
          <View className="bone skeleton-row__picture" />
          <View className="grow">
            <Bone width={66} size="title" />
            <Bone width={50} />
            <Bone width={30} />
          </View>
        </View>
      ))}
    </View>
  )
}

/** A card of lines, still to come. */
export function SkeletonCard() {
  return (
    <View className="card">
      <Bone width={60} size="title" />
      <Bone size="ticks" />
      <Bone width={45} />
    </View>
  )
}
