import type { LeaderOrderLine } from '../../../src/contract/shapes'
import { baseCommission } from '../../../src/domain/incentives/commission'
import { isEffective } from '../../../src/domain/incentives/effective'
import { type CountedWindow, windowsOf } from '../../../src/domain/incentives/targets'
import { sum } from '../../../src/domain/money'
import type { Plan, TargetWindow } from '../../../src/domain/plan/plan'
import { _ } from '../cloud'
import type { LeaderLiveDoc } from '../collections'
import { insertOnce, read, update } from '../db'
import { publicKey } from '../ids'
import type { PlanAt } from '../plan'
import { type Consumer, type EventOrder, groupBy, planOf } from './event'
import { countOnce } from './once'

const SHOWN = 20

/** An order as it was while it counted: what a refund takes out is what its payment put in. */
export const asPaid = (order: EventOrder) => ({ totalFen: order.totalFen, refundedFen: 0, counts: order.counts })

const sign = (order: EventOrder) => (order.event === 'paid' ? 1 : -1)

/** The day's document is the one clients watch by name; a week is named by its Monday, which is a day too. */
export function leaderLiveId(leaderId: string, window: TargetWindow, key: string): string {
  return window === 'day' ? `${leaderId}:${key}` : `${leaderId}:${window}:${key}`
}

/** An order in one of the windows it counts in, with the plan that governs the window. */
export interface Counted extends CountedWindow<Plan> {
  order: EventOrder
  /** Base commission of the order, by the plan of its payment. */
  commissionFen: number
}

/** Effective orders whose event changes their leaders' windows, once for each window, by live document. */
export function countedIn(orders: readonly EventOrder[], planAt: PlanAt): Map<string, Counted[]> {
  const counted = orders.flatMap((order): Counted[] => {
    if (order.event !== 'paid' && order.event !== 'refunded') return []
    return windowsOf({ ...order, paidAt: order.paidAt as number }, planAt)
      .filter(({ plan }) => isEffective(asPaid(order), plan))
      .map((counted) => ({ order, ...counted, commissionFen: baseCommission(asPaid(order), planOf(order, planAt)) }))
  })
  return groupBy(counted, ({ order, window, key }) => leaderLiveId(order.leaderId, window, key))
}

/** An empty live document of a leader's window. */
export function emptyLeaderLive(leaderId: string, owner: string, window: TargetWindow, key: string): LeaderLiveDoc {
  const empty = { orders: 0, netFen: 0, commissionFen: 0, recent: [], granted: [], fence: 0, applied: [] }
  const day = window === 'day' ? key : ''
  return { _id: leaderLiveId(leaderId, window, key), leaderId, owner, window, windowKey: key, day, ...empty }
}

/** The leader's live documents, one for each window his plan counts in: his progress moves. */
export const toLeaders: Consumer = async (orders, { fence, planAt }) => {
  await Promise.all([...countedIn(orders, planAt)].map(([id, list]) => one(id, list, fence)))
}

async function one(id: string, items: readonly Counted[], fence: number): Promise<void> {
  const { order: first, window, key } = items[0] as Counted
  const line = ({ order, commissionFen }: Counted): LeaderOrderLine => ({
    key: publicKey(order._id),
    name: order.buyer.name,
    avatar: order.buyer.avatar,
    totalFen: order.totalFen,
    commissionFen,
    at: order.paidAt as number,
  })
  await countOnce(
    'leader_live',
    id,
    items,
    fence,
    ({ order }) => `${order.event[0]}${publicKey(order._id)}`,
    (list) => {
      const arrived = list.filter(({ order }) => order.event === 'paid').reverse()
      return {
        orders: _.inc(sum(list.map(({ order }) => sign(order)))),
        netFen: _.inc(sum(list.map(({ order }) => sign(order) * order.totalFen))),
        commissionFen: _.inc(sum(list.map(({ order, commissionFen }) => sign(order) * commissionFen))),
        ...(arrived.length ? { recent: _.push({ each: arrived.map(line), position: 0, slice: SHOWN }) } : {}),
      }
    },
    async () => {
      const leader = await read('leaders', first.leaderId)
      const empty = emptyLeaderLive(first.leaderId, leader?.owner ?? '', window, key)
      await insertOnce('leader_live', empty)
    },
  )
  const gone = items.filter(({ order }) => order.event === 'refunded').map(({ order }) => publicKey(order._id))
  if (gone.length) await update('leader_live', { _id: id }, { recent: _.pull({ key: _.in(gone) }) })
}
