import { View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Price } from '@/components/price'
import type { RedPacket as Packet } from '@/contract/shapes'
import { windowWord } from '@/domain/incentives/windows'
import { clock } from '@/format/time'

export interface RedPacketProps {
  packet: Packet
  isTaking: boolean
  onTake(): void
  onClose(): void
}

const PIECES = 16

/** A red packet that landed: the letter slides out of the envelope over the page. */
export function RedPacket({ packet, isTaking, onTake, onClose }: RedPacketProps) {
  return (
    <View className="red-packet" {...a11y('dialog', '达标红包')}>
      <View className="red-packet__confetti">
        {Array.from({ length: PIECES }, (_, piece) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity
          <View key={piece} className={`confetti confetti--${piece}`} />
        ))}
      </View>
      <View className="red-packet__envelope">
        <View className="red-packet__back" />
        <View className="red-packet__letter">
          <View className="red-packet__reached num">
            <Icon name="check" className="red-packet__check" />
            {windowWord(packet.window)}第 {packet.orders} 单，达标了
          </View>
          <View className="red-packet__label">达标红包</View>
          <Price fen={packet.amountFen} className="red-packet__amount" />
          <View className="red-packet__by num">
            {packet.byName} {clock(packet.byAt)} 下的这单，让你达标了
          </View>
        </View>
        <View className="red-packet__front">
          <View className="red-packet__edge" />
          <Button className="red-packet__take" isBusy={isTaking} onClick={onTake}>
            收进微信零钱
          </Button>
          <View className="red-packet__note">24 小时内确认；逾期自动转入可用余额</View>
        </View>
      </View>
      <View className="red-packet__close" onClick={onClose} {...a11y('button', '关闭')}>
        <Icon name="x" />
      </View>
    </View>
  )
}
