import { View } from '@tarojs/components'
import { Bone, SkeletonCard, SkeletonRows } from '@/components/skeleton'

/** The bar at the bottom before there is something to buy. */
export function BarSkeleton() {
  return (
    <>
      <View className="bone buy-bar__basket" />
      <View className="grow buy-bar__middle">
        <Bone width={45} size="title" />
        <Bone width={70} />
      </View>
      <View className="bone buy-bar__bone" />
    </>
  )
}

/** The group page before its first answer. */
export function GroupSkeleton() {
  return (
    <>
      <View className="leader-note">
        <View className="bone leader-note__bone" />
        <View className="leader-note__bubble">
          <Bone width={62} />
          <Bone />
          <Bone width={75} />
        </View>
      </View>
      <SkeletonCard />
      <SkeletonRows rows={3} />
    </>
  )
}
