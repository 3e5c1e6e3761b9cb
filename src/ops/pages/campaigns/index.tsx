import { View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '@/components/a11y'
import { Button } from '@/components/button'
import { useNow } from '@/components/countdown/use-now'
import { Failure } from '@/components/failure'
import { Notice } from '@/components/notice'
import { go, routes } from '@/components/routes'
import { SkeletonCard, SkeletonRows } from '@/components/skeleton'
import { Frame } from '../../components/frame'
import { GoodsTable, type Item } from './goods-table'
import { GroupList } from './group-list'
import { Head, stateOf } from './head'
import { LadderSheet } from './ladder-sheet'
import { PriceSheet } from './price-sheet'
import { Stats } from './stats'
import { useCampaigns } from './use-campaigns'
import './index.scss'

/** What is on sale, with its numbers as they move. */
export default function Campaigns() {
  const { campaigns, campaign, choose, data, error, isFetching, refetch, ...actions } = useCampaigns()
  const clockOffset = data?.clockOffset ?? 0
  const now = useNow(clockOffset, 10_000)
  const [priced, setPriced] = useState<Item>()
  const [isLaddering, setLaddering] = useState(false)
  const head = campaign && (
    <Head
      campaign={campaign}
      now={now}
      clockOffset={clockOffset}
      isChanging={actions.isChanging}
      onStart={actions.start}
      onEnd={() => void actions.end()}
    />
  )
  return (
    <Frame active="campaigns" title="商品与团购" head={head}>
      {error && <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />}
      {campaigns.length > 1 && (
        <View className="campaign-tabs">
          {campaigns.map((one) => (
            <View
              key={one.campaignId}
              className={`campaign-tab ${one === campaign ? 'campaign-tab--on' : ''}`}
              onClick={() => choose(one.campaignId)}
              {...a11y('button')}
            >
              {one.title}
              <View className="campaign-tab__state">{stateOf(one, now).name}</View>
            </View>
          ))}
        </View>
      )}
      {campaign ? (
        <>
          <Stats campaign={campaign} />
          <View className="ops-columns">
            <GoodsTable campaign={campaign} onPrice={setPriced} onLadder={() => setLaddering(true)} />
            <GroupList campaign={campaign} />
          </View>
          {isLaddering && (
            <LadderSheet campaign={campaign} onClose={() => setLaddering(false)} onSet={actions.setLadders} />
          )}
          <PriceSheet key={priced?.skuId} item={priced} onClose={() => setPriced(undefined)} onSet={actions.setPrice} />
        </>
      ) : data ? (
        <Notice icon="box" title="还没有活动" text="选好商品和团长，开第一场团购。">
          <Button size="large" onClick={() => go(routes.opsCampaignNew)}>
            新建活动
          </Button>
        </Notice>
      ) : (
        !error && (
          <>
            <SkeletonCard />
            <SkeletonRows rows={4} />
          </>
        )
      )}
    </Frame>
  )
}
