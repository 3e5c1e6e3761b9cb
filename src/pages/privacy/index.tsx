import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Page } from '@/components/page'
import { RoundIcon } from '@/components/round-icon'
import './index.scss'
import { ITEMS, type Item, KEEPING } from './statement'
import { useRemoval } from './use-removal'

function Collected({ icon, what, why, who }: Item) {
  return (
    <View className="collected">
      <RoundIcon name={icon} />
      <View className="grow">
        <View className="collected__what">{what}</View>
        <View>{why}</View>
        <View className="muted">谁能看到：{who}</View>
      </View>
    </View>
  )
}

/** What is known about the person, why, who sees it, and the way out. */
export default function Privacy() {
  const { isBusy, remove } = useRemoval()
  return (
    <Page tone="wash" title="隐私与账号" hasBack>
      <View className="card">
        {ITEMS.map((item) => (
          <Collected key={item.what} {...item} />
        ))}
        <View className="hairline" />
        <View className="muted">{KEEPING}</View>
      </View>
      <View className="card">
        <View className="collected__what">注销账号</View>
        <View className="privacy__text muted">没有进行中的订单就可以注销。注销后再打开邻团，会从新的账号开始。</View>
        <Button look="danger" isBusy={isBusy} onClick={() => void remove()}>
          注销账号
        </Button>
      </View>
    </Page>
  )
}
