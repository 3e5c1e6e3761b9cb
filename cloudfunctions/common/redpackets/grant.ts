import { grantedPostings } from '../../../src/domain/ledger'
import type { Target } from '../../../src/domain/plan'
import { redPacketId } from '../../../src/domain/targets'
import { _ } from '../cloud'
import type { LeaderLiveDoc, RedPacketDoc } from '../collections'
import { insertAllOnce, insertOnce, read, update } from '../db'
import { idFrom } from '../ids'
import type { Delivery, EventOrder } from '../outbox/deliver'
import { advance } from './advance'

interface Grant {
  live: LeaderLiveDoc
  step: Target
  by: EventOrder
  delivery: Delivery
}

/**
 * Grants the red packet of a reached target. Its id is leader, window and step, so it exists once whatever repeats;
 * it begins queued and is advanced at once, and by the sweep if anything stops it here.
 */
export async function grant({ live, step, by, delivery }: Grant): Promise<void> {
  const { window, windowKey } = live
  const id = redPacketId(live.leaderId, window, windowKey, step.orders)
  await insertOnce('red_packets', {
    _id: id,
    leaderId: live.leaderId,
    owner: live.owner,
    window,
    windowKey,
    orders: step.orders,
    amountFen: step.amountFen,
    pool: delivery.plan.redPacketPool,
    state: 'queued',
    grantedAt: delivery.now,
    byName: by.buyer.name,
    byAt: by.paidAt as number,
    transferNo: idFrom('redpacket', id),
    dueAt: delivery.now,
  })
  const packet = await read('red_packets', id)
  if (packet) await advance(packet, delivery.now)
}

/**
 * Reserves the money of a queued red packet from its pool: one conditional update that also names the packet, so that a
 * crash before the packet knows leaves a trace and not a hole. Returns false when the pool has not enough; it stays
 * queued then and operations are told.
 */
export async function reserveMoney(packet: RedPacketDoc, now: number): Promise<boolean> {
  const hold = `holds.${packet.transferNo}`
  const reserved = await update(
    'pools',
    { _id: packet.pool, leftFen: _.gte(packet.amountFen), [hold]: _.exists(false) },
    { leftFen: _.inc(-packet.amountFen), grantedFen: _.inc(packet.amountFen), [hold]: packet.amountFen },
  )
  if (!reserved) {
    const pool = await read('pools', packet.pool)
    if (!pool?.holds[packet.transferNo]) return false
  }
  await insertAllOnce('ledger', grantedPostings({ ...packet, id: packet._id }, now))
  await update('red_packets', { _id: packet._id, state: 'queued' }, { state: 'granted' })
  await update('pools', { _id: packet.pool }, { [hold]: _.remove() })
  return true
}
