import { redPacketId } from '../../../src/domain/incentives/targets'
import type { Target } from '../../../src/domain/plan/plan'
import type { LeaderLiveDoc } from '../collections'
import { insertOnce, read } from '../db'
import { idFrom } from '../ids'
import type { Delivery, EventOrder } from '../outbox/event'
import { reserveMoney } from './pool'

interface Grant {
  live: LeaderLiveDoc
  step: Target
  /** The budget it is paid from. */
  pool: string
  by: EventOrder
  delivery: Delivery
}

/**
 * Grants the red packet of a reached target. Its id is leader, window and step, so it exists once whatever repeats;
 * it begins queued and has its money reserved at once. The transfer itself, a call to another service, waits until the
 * outbox is given back; whatever stops it there, the sweep goes on with it.
 */
export async function grant({ live, step, pool, by, delivery }: Grant): Promise<void> {
  const { window, windowKey } = live
  const id = redPacketId(live.leaderId, window, windowKey, step.orders)
  // Who leads now: the window may be older than he is in it.
  const owner = (await read('leaders', live.leaderId))?.owner ?? live.owner
  await insertOnce('red_packets', {
    _id: id,
    leaderId: live.leaderId,
    owner,
    window,
    windowKey,
    orders: step.orders,
    amountFen: step.amountFen,
    pool,
    state: 'queued',
    grantedAt: delivery.now,
    byName: by.buyer.name,
    byAt: by.paidAt as number,
    transferNo: idFrom('redpacket', id),
    dueAt: delivery.now,
  })
  const packet = await read('red_packets', id)
  if (packet?.state === 'queued') await reserveMoney(packet, delivery.now)
  delivery.granted.push(id)
}
