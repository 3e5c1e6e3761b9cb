import { grantedPostings } from '../../../src/domain/ledger/redPackets'
import { _ } from '../cloud'
import type { RedPacketDoc } from '../collections'
import { insertAllOnce, read, update } from '../db'

/** Longer than any function may run on the platform. */
const CLAIM_MS = 70_000

/**
 * Reserves the money of a queued red packet from its pool: one conditional update that also names the packet, so that a
 * crash before the packet knows leaves a trace and not a hole. Returns false when the pool has not enough (it stays
 * queued, and operations are told) or somebody else is at it.
 */
export async function reserveMoney(packet: RedPacketDoc, now: number): Promise<boolean> {
  // Alone: a copy of the packet read before it was granted must not reserve a second time.
  const claimable = { _id: packet._id, state: 'queued', claimedUntil: _.not(_.gt(now)) }
  if (!(await update('red_packets', claimable, { claimedUntil: now + CLAIM_MS }))) return false
  const hold = `holds.${packet.transferNo}`
  const reserved = await update(
    'pools',
    { _id: packet.pool, leftFen: _.gte(packet.amountFen), [hold]: _.exists(false) },
    { leftFen: _.inc(-packet.amountFen), grantedFen: _.inc(packet.amountFen), [hold]: packet.amountFen },
  )
  if (!reserved) {
    const pool = await read('pools', packet.pool)
    if (!pool?.holds[packet.transferNo]) {
      await update('red_packets', { _id: packet._id }, { claimedUntil: _.remove() })
      console.error(JSON.stringify({ alert: 'red packet pool is empty', pool: packet.pool, id: packet._id }))
      return false
    }
  }
  await insertAllOnce('ledger', grantedPostings({ ...packet, id: packet._id }, now))
  await update('red_packets', { _id: packet._id, state: 'queued' }, { state: 'granted', claimedUntil: _.remove() })
  await forgetHold(packet)
  return true
}

/** Once the packet itself says that its money is reserved, its name in the pool says nothing more. May be repeated. */
export async function forgetHold(packet: RedPacketDoc): Promise<void> {
  await update('pools', { _id: packet.pool }, { [`holds.${packet.transferNo}`]: _.remove() })
}
