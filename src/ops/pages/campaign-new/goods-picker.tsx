import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '@/components/a11y'
import { GoodsPicture } from '@/components/goods-picture'
import { Icon } from '@/components/icon'
import type { Product } from '@/contract/campaign'
import { yuan } from '@/format/money'
import type { ItemDraft } from './draft'
import { TextField } from './field'

export interface GoodsPickerProps {
  products: Product[]
  items: Record<string, ItemDraft>
  onToggle(product: Product): void
  onChange(skuId: string, part: Partial<ItemDraft>): void
}

/** Drawn at most; the search narrows the rest. */
const SHOWN = 60

/** A mark that is on or off. */
export function Mark({ isOn }: { isOn: boolean }) {
  return (
    <View className={`mark ${isOn ? 'mark--on' : ''}`}>{isOn && <Icon name="check" className="mark__icon" />}</View>
  )
}

function Figures({ item, onChange }: { item: ItemDraft; onChange(part: Partial<ItemDraft>): void }) {
  return (
    <View className="figures">
      <TextField label="团购价" type="digit" value={item.price} onChange={(price) => onChange({ price })} />
      <TextField
        label="划线价"
        type="digit"
        placeholder="选填"
        value={item.listPrice}
        onChange={(listPrice) => onChange({ listPrice })}
      />
      <TextField label="备货" type="number" value={item.stock} onChange={(stock) => onChange({ stock })} />
      <TextField
        label="每人限购"
        type="number"
        placeholder="不限"
        value={item.limit}
        onChange={(limit) => onChange({ limit })}
      />
      <TextField
        label="新人价"
        type="digit"
        placeholder="选填"
        value={item.newcomer}
        onChange={(newcomer) => onChange({ newcomer })}
      />
    </View>
  )
}

/** Goods of the library: chosen ones first, with their figures. */
export function GoodsPicker({ products, items, onToggle, onChange }: GoodsPickerProps) {
  const [word, setWord] = useState('')
  const matches = products.filter((product) => `${product.name}${product.category}`.includes(word.trim()))
  const chosen = products.filter((product) => items[product.productId])
  const others = matches.filter((product) => !items[product.productId]).slice(0, SHOWN)
  return (
    <View className="card">
      <View className="picker__head">
        <View className="panel-title">商品</View>
        <View className="muted num">已选 {chosen.length} 种</View>
      </View>
      <Input
        className="field__box"
        placeholder="搜商品或分类"
        value={word}
        onInput={({ detail }) => setWord(detail.value)}
      />
      {[...chosen, ...others].map((product) => {
        const item = items[product.productId]
        return (
          <View key={product.productId} className="picker__row">
            <View
              className="picker__line"
              onClick={() => onToggle(product)}
              {...a11y('checkbox', product.name, Boolean(item))}
            >
              <Mark isOn={Boolean(item)} />
              <GoodsPicture name={product.picture} size={28} />
              <View className="grow">
                {product.name}
                <View className="ops-spec">{product.spec}</View>
              </View>
              <View className="muted num">{yuan(product.priceFen)}</View>
            </View>
            {item && <Figures item={item} onChange={(part) => onChange(product.productId, part)} />}
          </View>
        )
      })}
      {chosen.length + others.length === 0 && <View className="muted picker__none">没有找到「{word}」</View>}
    </View>
  )
}
