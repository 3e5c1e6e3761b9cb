import { grantedPostings } from '../../../src/domain/ledger'
import { _ } from '../cloud'
import type { RedPacketDoc } from '../collections'
import { insertAllOnce, read, update } from '../db'

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
