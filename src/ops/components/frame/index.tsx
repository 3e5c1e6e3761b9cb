import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { useMe } from '@/cloud/use-me'
import { a11y } from '@/components/a11y'
import { Avatar } from '@/components/avatar'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { replace, routes } from '@/components/routes'
import './index.scss'

const ENTRIES = [
  { key: 'campaigns', icon: 'box', title: '商品与团购', url: routes.opsCampaigns },
  { key: 'campaign-new', icon: 'plus', title: '新建活动', url: routes.opsCampaignNew },
] as const

export interface FrameProps {
  active: (typeof ENTRIES)[number]['key']
  /** The page's name on a phone. */
  title: string
  /** What stands above the content on a desktop: path and name at the left, actions at the right. */
  head?: ReactNode
  bar?: ReactNode
}

/** The page of operations: a phone's page, or on a desktop a rail at the left with the content beside it. */
export function Frame({ active, title, head, bar, children }: PropsWithChildren<FrameProps>) {
  const { data: me } = useMe()
  return (
    <Page title={title} hasBack className="ops" bar={bar}>
      <View className="rail">
        <View className="rail__brand">
          <View className="brand__logo" />
          <View className="rail__name">邻团</View>
          <View className="rail__role">运营</View>
        </View>
        <View className="rail__section">经营</View>
        {ENTRIES.map(({ key, icon, title: name, url }) => (
          <View
            key={key}
            className={`rail__entry ${key === active ? 'rail__entry--on' : ''}`}
            onClick={() => key !== active && replace(url)}
            {...a11y('link', name)}
          >
            <Icon name={icon} className="rail__icon" />
            {name}
          </View>
        ))}
        <View className="rail__rest" />
        {me && (
          <View className="rail__me">
            <Avatar name={me.avatar} size={28} />
            <View>
              <View className="rail__my-name">{me.name}</View>
              <View className="rail__my-role">运营</View>
            </View>
          </View>
        )}
      </View>
      <View className="ops__content">
        {head}
        {children}
      </View>
    </Page>
  )
}
