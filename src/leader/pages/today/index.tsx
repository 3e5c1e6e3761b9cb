import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { Button } from '@/components/button'
import { useNow } from '@/components/countdown/use-now'
import { Failure } from '@/components/failure'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { go, routes } from '@/components/routes'
import { groupCard } from '@/components/share'
import { Consent } from './consent'
import { Groups } from './groups'
import { Hero } from './hero'
import { Income } from './income'
import { WaitingPackets } from './packets'
import { Recent } from './recent'
import { RedPacket } from './red-packet'
import { packetsOfDay } from './targets'
import { useRedPacket } from './use-red-packet'
import { useToday } from './use-today'
import { OnGround, TodaySkeleton } from './waiting'
import './index.scss'

/** The leader's day: orders, targets, money, as they happen. */
export default function Today() {
  const { today, live, redPackets, watchedPackets, isLive, error, isFetching, refetch } = useToday()
  const now = useNow(today?.clockOffset ?? 0, 10_000)
  const packet = useRedPacket(redPackets, watchedPackets)
  useShareAppMessage(({ target }) => {
    const { group: pressed } = (target as { dataset?: { group?: string } } | undefined)?.dataset ?? {}
    const card = today?.groups.find((group) => group.groupId === pressed) ?? today?.groups[0]
    const { leader, shareCode } = today ?? {}
    return groupCard(card && leader && { ...card, leader, shareCode, picture: card.pictures[0] })
  })

  return (
    <Page tone="dark" title="我的团队" hasBack className="today">
      {today && live ? (
        <>
          <Hero orders={live.orders} steps={today.steps} isLive={isLive} isRaised={Boolean(packet.open)} />
          <Income
            commissionFen={live.commissionFen}
            redPacketFen={packetsOfDay(redPackets, live.day)}
            frozenFen={today.frozenFen}
            availableFen={today.availableFen}
          />
          <WaitingPackets packets={redPackets} onShow={packet.show} />
          <View className="card collect-entry" onClick={() => go(routes.leaderCollect)}>
            <Icon name="scan-line" className="collect-entry__icon" />
            <View className="grow">
              <View className="collect-entry__title">邻居来取货</View>
              <View className="muted">扫取货码，或输 8 位数字</View>
            </View>
            <Button>核销</Button>
          </View>
          <Recent lines={live.recent} baseRateBp={today.baseRateBp} now={now} />
          <Groups groups={today.groups} now={now} shareCode={today.shareCode} />
          <Consent templateId={today.redPacketTemplateId} />
        </>
      ) : error ? (
        <OnGround>
          <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
        </OnGround>
      ) : (
        <TodaySkeleton />
      )}
      {packet.open && (
        <RedPacket
          packet={packet.open}
          isTaking={packet.isTaking}
          onTake={() => packet.open && packet.take(packet.open)}
          onClose={packet.close}
        />
      )}
    </Page>
  )
}
