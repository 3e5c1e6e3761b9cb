import { View } from '@tarojs/components'
import type { LeaderCard } from '@/contract/shapes'
import { clock, longDate } from '@/format/time'
import { RoundIcon } from '../round-icon'
import './index.scss'

/** Where the pick-up point is: with its community, unless the address begins with it. */
export function addressOf({ community, pickupAddress }: LeaderCard): string {
  return pickupAddress.startsWith(community) ? pickupAddress : `${community} ${pickupAddress}`
}

/** Where and when an order is handed out. */
export function Pickup({ leader, deliverAt }: { leader: LeaderCard; deliverAt: number }) {
  return (
    <View className="pickup">
      <RoundIcon name="map-pin" />
      <View className="grow">
        <View className="pickup__place">{leader.pickupName}</View>
        <View className="pickup__address num">{addressOf(leader)}</View>
        <View className="pickup__time num">
          {longDate(deliverAt)} {clock(deliverAt)} 后自提
        </View>
      </View>
    </View>
  )
}
