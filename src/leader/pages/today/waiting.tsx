import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Bone, SkeletonCard, SkeletonRows } from '@/components/skeleton'

/** The ground of the day's figures without them, and a card that lies on it: nothing changes colour when they come. */
export function OnGround({ bones, children }: PropsWithChildren<{ bones?: React.ReactNode }>) {
  return (
    <>
      <View className="hero">
        <View className="hero__ground" />
        <View className="hero__bones">{bones}</View>
      </View>
      <View className="income">{children}</View>
    </>
  )
}

/** The leader's day before its first answer. */
export function TodaySkeleton() {
  const bones = (
    <>
      <Bone width={38} />
      <View className="bone hero__bone" />
      <Bone size="ticks" />
    </>
  )
  return (
    <>
      <OnGround bones={bones}>
        <SkeletonCard />
      </OnGround>
      <View className="today__rows">
        <SkeletonRows rows={3} />
      </View>
    </>
  )
}
