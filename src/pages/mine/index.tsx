import { View } from '@tarojs/components'
import { useMe } from '@/cloud/use-me'
import { usePullToRefresh } from '@/cloud/use-pull-to-refresh'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'
import { a11y } from '@/components/a11y'
import { Avatar } from '@/components/avatar'
import { Failure } from '@/components/failure'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { Phone } from '@/components/phone'
import { addressOf } from '@/components/pickup'
import { RoundIcon } from '@/components/round-icon'
import { go, routes } from '@/components/routes'
import { SkeletonRows } from '@/components/skeleton'
import type { Me } from '@/contract/account'
import './index.scss'

interface EntryProps {
  icon: string
  title: string
  text: string
  url: string
}

function Entry({ icon, title, text, url }: EntryProps) {
  return (
    <View className="card entry" onClick={() => go(url)} {...a11y('link', title)}>
      <RoundIcon name={icon} />
      <View className="grow">
        <View className="entry__title">{title}</View>
        <View className="muted">{text}</View>
      </View>
      <Icon name="chevron-right" className="entry__arrow" />
    </View>
  )
}

const ROLES = { resident: '居民', leader: '团长', operations: '运营' } as const

function Account({ me }: { me: Me }) {
  return (
    <>
      <View className="mine__who">
        <Avatar name={me.avatar} size={52} />
        <View className="grow">
          <View className="mine__name">{me.name}</View>
          <View className="muted">
            {me.roles.map((role) => ROLES[role]).join('・')}
            {me.leader ? `・${me.leader.community}` : ''}
          </View>
        </View>
      </View>
      <View className="card">
        {me.leader && (
          <>
            <View className="mine__point">
              <RoundIcon name="map-pin" />
              <View className="grow">
                <View className="entry__title">{me.leader.pickupName}</View>
                <View className="muted num">{addressOf(me.leader)}</View>
              </View>
            </View>
            <View className="hairline" />
          </>
        )}
        <Phone />
      </View>
      {me.roles.includes('leader') && (
        <Entry icon="zap" title="我的团队" text="今日订单、目标和红包" url={routes.leaderToday} />
      )}
      {me.roles.includes('operations') && (
        <Entry icon="box" title="商品与团购" text="上架、开团、看进度" url={routes.opsCampaigns} />
      )}
      <Entry icon="shield-check" title="隐私与账号" text="收集了什么、谁能看到、注销账号" url={routes.privacy} />
    </>
  )
}

/** Who I am, my number, and the doors my roles open. */
export default function Mine() {
  const { data: me, error, isFetching, refetch } = useMe()
  useRefreshOnShow(refetch)
  usePullToRefresh(refetch)
  return (
    <Page tone="wash" title="我的">
      {me ? (
        <Account me={me} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </Page>
  )
}
