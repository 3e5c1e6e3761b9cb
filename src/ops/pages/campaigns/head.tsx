import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Countdown } from '@/components/countdown'
import { Icon } from '@/components/icon'
import { go, routes } from '@/components/routes'
import { Tag } from '@/components/tag'
import type { CampaignView } from '@/contract/campaign'
import { dayClock } from '@/format/time'

export const STATES = {
  draft: { name: '草稿', tone: 'grey' },
  running: { name: '进行中', tone: 'green' },
  ended: { name: '已结束', tone: 'grey' },
} as const

/** What the campaign is called to be doing now: a running one may be before its start or past its cut-off. */
export function stateOf(campaign: CampaignView, now: number): { name: string; tone: 'green' | 'grey' | 'orange' } {
  if (campaign.state !== 'running') return STATES[campaign.state]
  if (now < campaign.startAt) return { name: '未开始', tone: 'orange' }
  return now >= campaign.cutoffAt ? { name: '已截单', tone: 'grey' } : STATES.running
}

export interface HeadProps {
  campaign: CampaignView
  now: number
  clockOffset: number
  isChanging: boolean
  onStart(): void
  onEnd(): void
}

/** Name, state, time left, and the actions of a campaign. */
export function Head({ campaign, now, clockOffset, isChanging, onStart, onEnd }: HeadProps) {
  const state = stateOf(campaign, now)
  const isSelling = state.name === STATES.running.name
  return (
    <View className="ops-head">
      <View className="ops-head__name">
        <View className="ops-head__path num">商品与团购 / {dayClock(campaign.startAt, now)} 开团</View>
        <View className="ops-head__row">
          <View className="ops-head__title">{campaign.title}</View>
          <Tag tone={state.tone}>{state.name}</Tag>
          {isSelling && (
            <View className="ops-head__left">
              离截单 <Countdown until={campaign.cutoffAt} clockOffset={clockOffset} className="ops-head__time" />
            </View>
          )}
        </View>
      </View>
      <View className="ops-head__actions">
        {campaign.state === 'draft' && (
          <Button isBusy={isChanging} onClick={onStart}>
            开始活动
          </Button>
        )}
        {campaign.state === 'running' && (
          <Button look="danger" isBusy={isChanging} onClick={onEnd}>
            提前结束
          </Button>
        )}
        <Button look="outline" onClick={() => go(routes.opsCampaignNew)}>
          <Icon name="plus" className="ops-head__icon" />
          新建活动
        </Button>
      </View>
    </View>
  )
}
