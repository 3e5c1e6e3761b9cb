import { View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { GoodsPicture } from '@/components/goods-picture'
import { Tag } from '@/components/tag'
import type { CampaignView } from '@/contract/campaign'
import { promotionInWords } from '@/domain/promotions/promotion'
import { yuan } from '@/format/money'
import { spaced } from '@/format/words'

export type Item = CampaignView['items'][number]

function Row({ item, onPrice }: { item: Item; onPrice?: () => void }) {
  const share = (pieces: number) => `${item.stock > 0 ? (pieces / item.stock) * 100 : 0}%`
  return (
    <View className="goods-table__row">
      <View className="goods-table__name">
        <GoodsPicture name={item.picture} size={28} />
        <View className="goods-table__words">
          {item.name}
          <View className="ops-spec">{item.spec}</View>
        </View>
      </View>
      <View
        className={`goods-table__number num ${onPrice ? 'goods-table__price' : ''}`}
        onClick={onPrice}
        {...(onPrice ? a11y('button', `改价 ${item.name}`) : {})}
      >
        {yuan(item.priceFen)}
      </View>
      <View className="goods-table__number goods-table__wide num">{item.stock}</View>
      <View className="goods-table__number goods-table__strong num">{item.sold}</View>
      <View className="goods-table__number goods-table__wide num">{item.held}</View>
      <View className="goods-table__number num">{item.left > 0 ? item.left : <Tag tone="grey">售罄</Tag>}</View>
      <View className="goods-table__bar goods-table__wide">
        <View className="goods-table__sold" style={{ width: share(item.sold) }} />
        <View className="goods-table__held" style={{ width: share(item.held) }} />
      </View>
    </View>
  )
}

export interface GoodsTableProps {
  campaign: CampaignView
  onPrice(item: Item): void
  onLadder(): void
}

/** What comes off by itself, and the way to change it. */
function Ladders({ campaign, onChange }: { campaign: CampaignView; onChange?: () => void }) {
  const words = spaced((campaign.ladders ?? []).map(promotionInWords).join('；'))
  if (!words && !onChange) return null
  return (
    <View className="goods-table__ladder num">
      {words && <Tag tone="orange">满减</Tag>}
      <View className="grow">{words || <View className="muted">没有满减</View>}</View>
      {onChange && (
        <View className="goods-table__change" onClick={onChange} {...a11y('button')}>
          {words ? '改满减' : '设满减'}
        </View>
      )}
    </View>
  )
}

/** The goods of a campaign with what became of each; prices can be pressed while it runs. */
export function GoodsTable({ campaign, onPrice, onLadder }: GoodsTableProps) {
  const canPrice = campaign.state !== 'ended'
  return (
    <View className="card goods-table">
      <View className="goods-table__head">
        <View className="panel-title">商品</View>
        <View className="goods-table__legend">
          <View className="goods-table__key goods-table__sold" />
          已售
          <View className="goods-table__key goods-table__held" />
          占用
        </View>
      </View>
      <Ladders campaign={campaign} onChange={canPrice ? onLadder : undefined} />
      <View className="goods-table__row goods-table__row--head">
        <View className="goods-table__name">名称</View>
        <View className="goods-table__number">团购价</View>
        <View className="goods-table__number goods-table__wide">备货</View>
        <View className="goods-table__number">已售</View>
        <View className="goods-table__number goods-table__wide">占用</View>
        <View className="goods-table__number">可买</View>
        <View className="goods-table__bar goods-table__bar--head goods-table__wide">进度</View>
      </View>
      {campaign.items.map((item) => (
        <Row key={item.skuId} item={item} onPrice={canPrice ? () => onPrice(item) : undefined} />
      ))}
    </View>
  )
}
