import type { OrderState } from '@/contract/shapes'

export interface StateWords {
  title: string
  icon: string
  /** Tone of its tag. */
  tone: 'orange' | 'green' | 'grey'
}

/** How the states of an order are called. */
export const ORDER_STATES: Record<OrderState, StateWords> = {
  awaiting_payment: { title: '待付款', icon: 'hourglass', tone: 'orange' },
  paid: { title: '已付款，等待到货', icon: 'circle-check', tone: 'green' },
  picked: { title: '已分拣，等待送到', icon: 'box', tone: 'green' },
  delivered: { title: '已到自提点，来取吧', icon: 'store', tone: 'green' },
  collected: { title: '已取货', icon: 'package-check', tone: 'green' },
  completed: { title: '已完成', icon: 'package-check', tone: 'grey' },
  cancelled: { title: '已取消', icon: 'ban', tone: 'grey' },
  expired: { title: '超时未付，已关闭', icon: 'clock', tone: 'grey' },
  refunded: { title: '已退款', icon: 'undo-2', tone: 'grey' },
}
