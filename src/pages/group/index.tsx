import { useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { usePullToRefresh } from '@/cloud/use-pull-to-refresh'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'
import { useNow } from '@/components/countdown/use-now'
import { Failure } from '@/components/failure'
import { Page } from '@/components/page'
import { useOnline } from '@/components/page/use-online'
import { groupCard, groupMoment } from '@/components/share'
import { clock } from '@/format/time'
import { GroupBar } from './bar'
import { OpenGroup } from './open-group'
import { BarSkeleton, GroupSkeleton } from './skeleton'
import { useBasket } from './use-basket'
import { useGroup } from './use-group'
import './index.scss'

/** The page a link opens: it works before any login. */
export default function Group() {
  const { page, live, error, isFetching, refresh, reread, dataUpdatedAt } = useGroup()
  const { pieces } = useBasket(page)
  const isOnline = useOnline()
  const clockOffset = page?.clockOffset ?? 0
  const now = useNow(clockOffset, 10_000)
  useRefreshOnShow(refresh)
  usePullToRefresh(reread)
  const shared = page && { ...page, picture: page.offers[0]?.picture }
  useShareAppMessage(() => groupCard(shared))
  useShareTimeline(() => groupMoment(shared))

  const bar = page ? (
    <GroupBar page={page} now={now} staleSince={error || !isOnline ? clock(dataUpdatedAt + clockOffset) : undefined} />
  ) : (
    !error && <BarSkeleton />
  )
  return (
    <Page tone="wash" title={page?.title ?? '邻团'} hasBack bar={bar}>
      {error ? (
        <Failure
          error={error}
          onRetry={refresh}
          isRetrying={isFetching}
          text={
            error.code === 'offline'
              ? `价格和库存没能更新，先别急着下单。${pieces > 0 ? `你选好的 ${pieces} 件还在，连上就接着买。` : ''}`
              : undefined
          }
        />
      ) : page && live ? (
        <OpenGroup page={page} live={live} clockOffset={clockOffset} now={now} onPhaseEnd={refresh} />
      ) : (
        <GroupSkeleton />
      )}
    </Page>
  )
}
