import { View } from '@tarojs/components'
import { Bone, SkeletonCard, SkeletonRows } from '@/components/skeleton'

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
