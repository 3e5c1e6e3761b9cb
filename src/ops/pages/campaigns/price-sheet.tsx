import { Input } from '@nutui/nutui-react-taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { parseYuan, yuan } from '@/format/money'
import type { Item } from './goods-table'

export interface PriceSheetProps {
  item: Item | undefined
  onClose(): void
  onSet(price: { skuId: string; priceFen: number }): void
}

/** A new price for one kind of goods. */
export function PriceSheet({ item, onClose, onSet }: PriceSheetProps) {
  const [typed, setTyped] = useState('')
  const submit = () => {
    const priceFen = parseYuan(typed)
    if (!item || !priceFen) return toast('请输入价格，如 19.9')
    onSet({ skuId: item.skuId, priceFen })
    onClose()
  }
  return (
    <Sheet isOpen={Boolean(item)} title={item ? `改价：${item.name}` : ''} onClose={onClose}>
      <View className="muted num">
        现价 {item && yuan(item.priceFen)}。下一单起按新价；已打开的页面会提示价格变化。
      </View>
      <Input type="digit" className="field__input" placeholder="新价格，元" value={typed} onChange={setTyped} />
      <Button size="large" className="price-sheet__go" onClick={submit}>
        改成新价
      </Button>
    </Sheet>
  )
}
