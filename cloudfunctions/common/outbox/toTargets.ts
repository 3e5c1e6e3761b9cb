import type { Target } from '../../../src/domain/plan'
import { countedWindows, newlyReached, stepsOf } from '../../../src/domain/targets'
import { _ } from '../cloud'
import type { LeaderLiveDoc } from '../collections'
import { readAll, update } from '../db'
import { grant } from '../redpackets/grant'
import { type Consumer, type Delivery, type EventOrder, groupBy } from './event'
import { counting, liveIdIn } from './toLeaders'

/** The instant part: a target that the counts have just reached becomes a red packet. */
export const toTargets: Consumer = async (orders, delivery) => {
  const { plan } = delivery
  const paid = counting(orders, plan).filter((order) => order.event === 'paid')
  for (const window of countedWindows(plan)) {
    if (stepsOf(plan, window).length === 0) continue
    const byDoc = groupBy(paid, (order) => liveIdIn(window, order))
    for (const live of await readAll('leader_live', [...byDoc.keys()]))
      await reached(live, byDoc.get(live._id) as EventOrder[], delivery)
  }
}

async function reached(live: LeaderLiveDoc, orders: readonly EventOrder[], delivery: Delivery): Promise<void> {
  const steps = newlyReached(delivery.plan, live.window, live.orders, live.granted)
  if (steps.length === 0) return
  for (const step of steps) {
    const by = orderThatReached(step, live.orders, orders)
    await grant({ live, step, by, delivery })
  }
  await update('leader_live', { _id: live._id }, { granted: _.addToSet({ $each: steps.map((step) => step.orders) }) })
}

/** Of the orders just counted, the one with which the count came to the step; the last one after a repeat. */
function orderThatReached(step: Target, count: number, orders: readonly EventOrder[]): EventOrder {
  const before = count - orders.length
  return (orders[step.orders - before - 1] ?? orders[orders.length - 1]) as EventOrder
}
