import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Price } from '@/components/price'
import type { CampaignView } from '@/contract/campaign'
import { yuan } from '@/format/money'

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

function Stat({
  label,
  value,
  unit,
  note,
  share,
}: {
  label: string
  value: ReactNode
  unit?: string
  note: string
  share?: number
}) {
  return (
    <View className="card stat">
      <View className="stat__label">{label}</View>
      <View className="stat__value num">
        {value}
        {unit && <View className="stat__unit">{unit}</View>}
      </View>
      <View className="stat__note num">{note}</View>
      {share !== undefined && (
        <View className="stat__track">
          <View className="stat__fill" style={{ width: `${share}%` }} />
        </View>
      )}
    </View>
  )
}

/** The campaign in four numbers. */
export function Stats({ campaign }: { campaign: CampaignView }) {
  const { items, paidOrders, paidFen } = campaign
  const sold = sum(items.map((item) => item.sold))
  const held = sum(items.map((item) => item.held))
  const left = sum(items.map((item) => item.left))
  const stock = sum(items.map((item) => item.stock))
  const share = stock > 0 ? (sold / stock) * 100 : 0
  return (
    <View className="stats">
      <Stat label="已售" value={sold} unit={` / ${stock} 份`} note={`已支付，占 ${share.toFixed(1)}%`} share={share} />
      <Stat label="占用中" value={held} unit="份" note={`待支付；剩 ${left} 份可买`} />
      <Stat
        label="成交额"
        value={<Price fen={paidFen} />}
        note={paidOrders > 0 ? `客单价 ${yuan(Math.round(paidFen / paidOrders))}` : '还没有成交'}
      />
      <Stat label="成交单" value={paidOrders} unit="单" note={`${campaign.groups.length} 个团在卖`} />
    </View>
  )
}
