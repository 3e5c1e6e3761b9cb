import { CONFIRM_WITHIN_MS } from '../../../src/domain/incentives/targets'
import { receivedPostings, unclaimedPostings } from '../../../src/domain/ledger/redPackets'
import { _ } from '../cloud'
import type { RedPacketDoc } from '../collections'
import { insertAllOnce, read, update } from '../db'
import { transfers } from '../gateways/transfer'
import type { TransferStatus } from '../gateways/transfer.types'
import { forgetHold, reserveMoney } from './pool'
import { tell } from './tell'

const RETRY_MS = 60_000
/** Longer than any function may run on the platform: nobody is asking for the transfer any more. */
const NOBODY_ASKS_MS = 70_000

/**
 * Takes a red packet as far as it can go now: queued → granted (money reserved) → transferring → awaiting_confirm →
 * received, or expired when nobody took it in 24 hours, or the transfer service would not in as long. Every step is conditional on the state before it and may be
 * repeated. `dueAt` says when the sweep looks again; it is gone once the packet is settled.
 */
export async function advance(packet: RedPacketDoc, now: number): Promise<RedPacketDoc> {
  try {
    await step(packet, now)
  } catch (error) {
    // Nothing is known about a transfer whose call failed: the same number is asked about again, never replaced.
    console.error(JSON.stringify({ event: 'red packet not advanced', id: packet._id, error: String(error) }))
    await update('red_packets', { _id: packet._id, dueAt: _.exists(true) }, { dueAt: now + RETRY_MS })
  }
  return (await read('red_packets', packet._id)) as RedPacketDoc
}

/** The same by id; nothing when there is no such packet. */
export async function advanceById(id: string, now: number): Promise<void> {
  const packet = await read('red_packets', id)
  if (packet) await advance(packet, now)
}

async function step(packet: RedPacketDoc, now: number): Promise<void> {
  let { state } = packet
  if (state === 'queued') {
    if (!(await reserveMoney(packet, now))) {
      await update('red_packets', { _id: packet._id, state: 'queued' }, { dueAt: now + RETRY_MS })
      return
    }
    state = 'granted'
  } else if (state === 'granted') {
    // Whoever reserved it may have died before he could.
    await forgetHold(packet)
  }
  if (state === 'granted' || state === 'transferring') {
    await update('red_packets', { _id: packet._id, state: 'granted' }, { state: 'transferring', startedAt: now })
    if (packet.startedAt !== undefined && now >= packet.startedAt + CONFIRM_WITHIN_MS)
      return giveUp(packet, packet.startedAt, now)
    const remark = `单量达标奖励 ${packet.orders} 单`
    const status = await transfers.start({ ...packet, openid: packet.owner, remark })
    await record(packet, status, now)
    await tell(packet)
    return
  }
  if (state === 'awaiting_confirm') {
    const late = now >= (packet.confirmBy ?? 0)
    const status = late ? await transfers.cancel(packet.transferNo) : await transfers.query(packet.transferNo)
    if (status) await record(packet, status, now)
  }
}

/**
 * The service has refused for a day (an amount it does not transfer, a wallet it does not know). It is not asked to
 * transfer any more; when it still knows nothing of the number once nobody can be asking, the money goes to the balance.
 */
async function giveUp(packet: RedPacketDoc, startedAt: number, now: number): Promise<void> {
  const known = await transfers.query(packet.transferNo)
  if (known) return record(packet, known, now)
  if (now < startedAt + CONFIRM_WITHIN_MS + NOBODY_ASKS_MS)
    await update('red_packets', { _id: packet._id, dueAt: _.exists(true) }, { dueAt: now + RETRY_MS })
  else await record(packet, { state: 'returned', why: 'never taken by the transfer service' }, now)
}

/** Writes down what the transfer service said. */
export async function record(packet: RedPacketDoc, status: TransferStatus, now: number): Promise<void> {
  const open = { _id: packet._id, state: _.in(['transferring', 'awaiting_confirm']) }
  const money = { ...packet, id: packet._id }
  switch (status.state) {
    case 'awaiting_confirm': {
      const confirmBy = packet.confirmBy ?? now + CONFIRM_WITHIN_MS
      await update('red_packets', open, {
        state: 'awaiting_confirm',
        // A query does not repeat what opens the confirmation: what start gave is kept.
        ...(status.package ? { package: status.package } : {}),
        confirmBy,
        // Past it, the service is still about to take it back.
        dueAt: Math.max(confirmBy, now + RETRY_MS),
      })
      return
    }
    case 'received':
      await insertAllOnce('ledger', receivedPostings(money, now))
      await update('red_packets', open, { state: 'received', settledAt: now, dueAt: _.remove() })
      return
    case 'returned':
      await insertAllOnce('ledger', unclaimedPostings(money, now))
      await update('red_packets', open, { state: 'expired', settledAt: now, dueAt: _.remove() })
  }
}
