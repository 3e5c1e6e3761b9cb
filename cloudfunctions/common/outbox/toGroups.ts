import type { Joiner } from '../../../src/contract/shapes'
import { sum } from '../../../src/domain/money'
import { linesInWords } from '../../../src/domain/order'
import { _ } from '../cloud'
import type { GroupLiveDoc } from '../collections'
import { insertOnce, update } from '../db'
import { publicKey } from '../ids'
import { type Consumer, type EventOrder, groupBy } from './event'
import { countOnce } from './once'

const SHOWN = 20

const pieces = (order: EventOrder) => sum(order.lines.map((line) => line.quantity))
const sign = (order: EventOrder) => (order.event === 'paid' ? 1 : -1)

const joiner = (order: EventOrder): Joiner => ({
  key: publicKey(order._id),
  name: order.buyer.name,
  avatar: order.buyer.avatar,
  text: linesInWords(order.lines),
  at: order.paidAt as number,
})

/** An empty live document of a group. */
export function emptyGroupLive(groupId: string): GroupLiveDoc {
  return { _id: groupId, groupId, orders: 0, pieces: 0, paidFen: 0, recent: [], fence: 0, applied: [] }
}

/** The group's public live document: everybody's progress moves. Names are masked before they get here. */
export const toGroups: Consumer = async (orders, { fence }) => {
  const counted = orders.filter((order) => order.event === 'paid' || order.event === 'refunded')
  await Promise.all([...groupBy(counted, (order) => order.groupId)].map(([groupId, list]) => one(groupId, list, fence)))
}

async function one(groupId: string, orders: readonly EventOrder[], fence: number): Promise<void> {
  await countOnce(
    'group_live',
    groupId,
    orders,
    fence,
    (order) => `${order.event[0]}${publicKey(order._id)}`,
    (list) => {
      const joined = list.filter((order) => order.event === 'paid').reverse()
      return {
        orders: _.inc(sum(list.map(sign))),
        pieces: _.inc(sum(list.map((order) => sign(order) * pieces(order)))),
        paidFen: _.inc(sum(list.map((order) => sign(order) * order.totalFen))),
        ...(joined.length ? { recent: _.push({ each: joined.map(joiner), position: 0, slice: SHOWN }) } : {}),
      }
    },
    async () => void (await insertOnce('group_live', emptyGroupLive(groupId))),
  )
  const left = orders.filter((order) => order.event === 'refunded').map((order) => publicKey(order._id))
  if (left.length) await update('group_live', { _id: groupId }, { recent: _.pull({ key: _.in(left) }) })
}
