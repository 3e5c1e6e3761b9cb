import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import type { RedPacket } from '@/contract/shapes'
import { yuan } from '@/format/money'
import { isTakeable } from './targets'

/** Red packets that wait to be taken. */
export function WaitingPackets({ packets, onShow }: { packets: RedPacket[]; onShow(id: string): void }) {
  const waiting = packets.filter(isTakeable)
  if (waiting.length === 0) return null
  return (
    <View className="waiting-packets">
      {waiting.map((packet) => (
        <View key={packet._id} className="waiting-packets__one">
          <View className="envelope envelope--reached">
            <View className="envelope__flap" />
            <View className="envelope__seal" />
          </View>
          <View className="grow">
            <View className="waiting-packets__title num">达标红包 {yuan(packet.amountFen)} 待收</View>
            <View className="muted">24 小时内确认，逾期转入可用余额</View>
          </View>
          <Button onClick={() => onShow(packet._id)}>去收</Button>
        </View>
      ))}
    </View>
  )
}
