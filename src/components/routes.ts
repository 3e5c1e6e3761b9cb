import Taro from '@tarojs/taro'

/** Where every page is; links are made here and nowhere else. */
export const routes = {
  home: '/pages/home/index',
  orders: '/pages/orders/index',
  mine: '/pages/mine/index',
  /** `from`: the code of who shares it, in a link that leaves the app. */
  group: (groupId: string, from?: string) =>
    `/pages/group/index?id=${encodeURIComponent(groupId)}${from ? `&from=${from}` : ''}`,
  checkout: (groupId: string) => `/pages/checkout/index?id=${encodeURIComponent(groupId)}`,
  order: (orderId: string) => `/pages/order/index?id=${encodeURIComponent(orderId)}`,
  privacy: '/pages/privacy/index',
  leaderToday: '/leader/pages/today/index',
  leaderCollect: '/leader/pages/collect/index',
  opsCampaigns: '/ops/pages/campaigns/index',
  opsCampaignNew: '/ops/pages/campaign-new/index',
}

/** WeChat keeps this many pages above one another, and opens no further one. */
const DEEPEST = 10

/** Opens a page in place of this one. */
export const replace = (url: string) => void Taro.redirectTo({ url })

/** Opens a page above this one; in its place where the pile is full. */
export const go = (url: string) =>
  Taro.getCurrentPages().length < DEEPEST ? void Taro.navigateTo({ url }) : replace(url)

/** Opens a page of the tab bar. */
export const goTab = (url: string) => void Taro.switchTab({ url })

/** One page back; home, when this is the page a link opened. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else goTab(routes.home)
}
