import type { LeaderOrderLine } from '../../../src/contract/shapes'
import { baseCommission } from '../../../src/domain/commission'
import { isEffective } from '../../../src/domain/effective'
import { sum } from '../../../src/domain/money'
import type { Plan, TargetWindow } from '../../../src/domain/plan'
import { countedWindows, windowKey } from '../../../src/domain/targets'
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

/** An order in one of the windows it counts in. */
export interface Counted {
  order: EventOrder
  window: TargetWindow
  plan: Plan
}

/** Effective orders whose event changes their leaders' windows, once for each window, by live document. */
export function countedIn(orders: readonly EventOrder[], planAt: PlanAt): Map<string, Counted[]> {
  const counted = orders.flatMap((order): Counted[] => {
    const plan = planOf(order, planAt)
    const changes = order.event === 'paid' || order.event === 'refunded'
    if (!changes || !isEffective(asPaid(order), plan)) return []
    return countedWindows(plan).map((window) => ({ order, window, plan }))
  })
  return groupBy(counted, ({ order, window }) => leaderLiveId(order.leaderId, window, keyIn(window, order)))
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

function keyIn(window: TargetWindow, order: EventOrder): string {
  return windowKey(window, { paidAt: order.paidAt as number, groupId: order.groupId })
}

async function one(id: string, items: readonly Counted[], fence: number): Promise<void> {
  const { order: first, window } = items[0] as Counted
  const line = ({ order, plan }: Counted): LeaderOrderLine => ({
    key: publicKey(order._id),
    name: order.buyer.name,
    avatar: order.buyer.avatar,
    totalFen: order.totalFen,
    commissionFen: baseCommission(asPaid(order), plan),
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
        commissionFen: _.inc(sum(list.map(({ order, plan }) => sign(order) * baseCommission(asPaid(order), plan)))),
        ...(arrived.length ? { recent: _.push({ each: arrived.map(line), position: 0, slice: SHOWN }) } : {}),
      }
    },
    async () => {
      const leader = await read('leaders', first.leaderId)
      const empty = emptyLeaderLive(first.leaderId, leader?.owner ?? '', window, keyIn(window, first))
      await insertOnce('leader_live', empty)
    },
  )
  const gone = items.filter(({ order }) => order.event === 'refunded').map(({ order }) => publicKey(order._id))
  if (gone.length) await update('leader_live', { _id: id }, { recent: _.pull({ key: _.in(gone) }) })
}
