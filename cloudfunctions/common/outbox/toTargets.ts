import { newlyReached, stepsOf } from '../../../src/domain/incentives/targets'
import type { Target } from '../../../src/domain/plan/plan'
import { _ } from '../cloud'
import type { LeaderLiveDoc } from '../collections'
import { readAll, update } from '../db'
import { grant } from '../redpackets/grant'
import type { Consumer, Delivery } from './event'
import { type Counted, countedIn } from './toLeaders'

/** The instant part: a target that the counts have just reached becomes a red packet. */
export const toTargets: Consumer = async (orders, delivery) => {
  const paid = orders.filter((order) => order.event === 'paid')
  const byDoc = new Map(
    [...countedIn(paid, delivery.planAt)].filter(
      ([, [first]]) => first && stepsOf(first.plan, first.window).length > 0,
    ),
  )
  for (const live of await readAll('leader_live', [...byDoc.keys()]))
    await reached(live, byDoc.get(live._id) as Counted[], delivery)
}

async function reached(live: LeaderLiveDoc, items: readonly Counted[], delivery: Delivery): Promise<void> {
  const { plan } = items[0] as Counted
  const { redPacketPool: pool } = plan
  const steps = newlyReached(plan, live.window, live.orders, live.granted)
  if (steps.length === 0 || pool === null) return
  for (const step of steps) await grant({ live, step, pool, by: orderThatReached(step, live.orders, items), delivery })
  await update('leader_live', { _id: live._id }, { granted: _.addToSet({ $each: steps.map((step) => step.orders) }) })
}

/** Of the orders just counted, the one with which the count came to the step; the last one after a repeat. */
function orderThatReached(step: Target, count: number, items: readonly Counted[]) {
  const before = count - items.length
  return (items[step.orders - before - 1] ?? (items[items.length - 1] as Counted)).order
}
