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
import { type Consumer, type EventOrder, groupBy } from './event'
import { countOnce } from './once'

const SHOWN = 20

/** An order as it was while it counted: what a refund takes out is what its payment put in. */
export const asPaid = (order: EventOrder) => ({ totalFen: order.totalFen, refundedFen: 0, counts: order.counts })

const sign = (order: EventOrder) => (order.event === 'paid' ? 1 : -1)

/** The day's document is the one clients watch by name; a week is named by its Monday, which is a day too. */
export function leaderLiveId(leaderId: string, window: TargetWindow, key: string): string {
  return window === 'day' ? `${leaderId}:${key}` : `${leaderId}:${window}:${key}`
}

/** Effective orders whose event changes a leader's windows. */
export function counting(orders: readonly EventOrder[], plan: Plan): EventOrder[] {
  return orders.filter(
    (order) => (order.event === 'paid' || order.event === 'refunded') && isEffective(asPaid(order), plan),
  )
}

/** An empty live document of a leader's window. */
export function emptyLeaderLive(leaderId: string, owner: string, window: TargetWindow, key: string): LeaderLiveDoc {
  const empty = { orders: 0, netFen: 0, commissionFen: 0, recent: [], granted: [], fence: 0, applied: [] }
  const day = window === 'day' ? key : ''
  return { _id: leaderLiveId(leaderId, window, key), leaderId, owner, window, windowKey: key, day, ...empty }
}

/** The leader's live documents, one for each window the plan counts in: his progress moves. */
export const toLeaders: Consumer = async (orders, { fence, plan }) => {
  const effective = counting(orders, plan)
  await Promise.all(
    countedWindows(plan).flatMap((window) =>
      [...groupBy(effective, (order) => liveIdIn(window, order))].map(([id, list]) =>
        one(id, window, list, fence, plan),
      ),
    ),
  )
}

/** The live document of a window that an order counts in. */
export function liveIdIn(window: TargetWindow, order: EventOrder): string {
  return leaderLiveId(order.leaderId, window, keyIn(window, order))
}

function keyIn(window: TargetWindow, order: EventOrder): string {
  return windowKey(window, { paidAt: order.paidAt as number, groupId: order.groupId })
}

async function one(id: string, window: TargetWindow, orders: readonly EventOrder[], fence: number, plan: Plan) {
  const first = orders[0] as EventOrder
  const line = (order: EventOrder): LeaderOrderLine => ({
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
    orders,
    fence,
    (order) => `${order.event[0]}${publicKey(order._id)}`,
    (list) => {
      const arrived = list.filter((order) => order.event === 'paid').reverse()
      return {
        orders: _.inc(sum(list.map(sign))),
        netFen: _.inc(sum(list.map((order) => sign(order) * order.totalFen))),
        commissionFen: _.inc(sum(list.map((order) => sign(order) * baseCommission(asPaid(order), plan)))),
        ...(arrived.length ? { recent: _.push({ each: arrived.map(line), position: 0, slice: SHOWN }) } : {}),
      }
    },
    async () => {
      const leader = await read('leaders', first.leaderId)
      const empty = emptyLeaderLive(first.leaderId, leader?.owner ?? '', window, keyIn(window, first))
      await insertOnce('leader_live', empty)
    },
  )
  const gone = orders.filter((order) => order.event === 'refunded').map((order) => publicKey(order._id))
  if (gone.length) await update('leader_live', { _id: id }, { recent: _.pull({ key: _.in(gone) }) })
}
