import { audit } from '../common/audit'
import type { RedPacketDoc } from '../common/collections'
import { config } from '../common/config'
import { read } from '../common/db'
import { transfers } from '../common/gateways/transfer'
import { advance, record } from '../common/redpackets/advance'
import type { Context } from '../common/serve'

async function own(openid: string, id: string): Promise<RedPacketDoc | undefined> {
  const packet = await read('red_packets', id)
  return packet?.owner === openid ? packet : undefined
}

/** What the receiver's WeChat needs to take the money. */
export async function takeRedPacket(ctx: Context<'leader.takeRedPacket'>, input: { redPacketId: string }) {
  let packet = await own(ctx.openid, input.redPacketId)
  if (!packet) return ctx.fail('red_packet_not_found')
  // Asked anew each time: he may have taken it while the answer was lost on its way to his phone.
  if (packet.dueAt !== undefined) packet = await advance(packet, ctx.now)
  if (packet.state === 'expired') return ctx.fail('red_packet_expired')
  if (packet.state !== 'awaiting_confirm') return { state: packet.state }
  return {
    state: packet.state,
    transfer: { mchId: process.env.TRANSFER_MCH_ID ?? '', appId: config.appId, package: packet.package ?? '' },
  }
}

/** The receiver says he confirmed; the transfer service says whether it is so. */
export async function confirmRedPacket(ctx: Context<'leader.confirmRedPacket'>, input: { redPacketId: string }) {
  const packet = await own(ctx.openid, input.redPacketId)
  if (!packet) return ctx.fail('red_packet_not_found')
  if (packet.state === 'awaiting_confirm') {
    const status = await transfers.afterConfirmation(packet.transferNo)
    if (status) await record(packet, status, ctx.now)
    await audit(ctx.now, ctx.openid, 'leader.confirmRedPacket', packet._id, { amountFen: packet.amountFen })
  }
  return (await read('red_packets', packet._id)) as RedPacketDoc
}
