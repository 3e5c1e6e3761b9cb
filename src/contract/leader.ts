import { z } from 'zod'
import { action } from './define'
import { groupCard } from './group'
import { fen, id, leaderCard, leaderDay, ms, redPacket, shareCode, targetStep } from './shapes'

export const leader = {
  /** All the leader's Today shows at first sight; watch `leader_live` and `red_packets` for what comes after. */
  'leader.today': action({
    roles: ['leader'],
    idempotency: 'read',
    input: z.object({}),
    output: z.object({
      now: ms,
      leader: leaderCard,
      live: leaderDay,
      /** Steps of today's targets, ascending. */
      steps: z.array(targetStep),
      baseRateBp: z.int(),
      /** Granted today, and older ones that can still be taken. */
      redPackets: z.array(redPacket),
      /** Balances of the ledger: negative is debt. */
      frozenFen: z.int(),
      availableFen: z.int(),
      groups: z.array(groupCard),
      /** His own code for links he shares. */
      shareCode: shareCode.optional(),
      /** Subscribe-message template for red packets; absent where none is configured. */
      redPacketTemplateId: z.string().optional(),
    }),
    errors: {},
  }),
  /** Hands out an order for its collect code. */
  'leader.collect': action({
    roles: ['leader'],
    idempotency: 'state',
    input: z.object({ code: z.string().regex(/^\d{8}$/, '取货码是 8 位数字') }),
    output: z.object({
      orderId: id,
      name: z.string(),
      phoneTail: z.string().optional(),
      lines: z.array(z.object({ name: z.string(), spec: z.string(), quantity: z.int() })),
      totalFen: fen,
      collectedAt: ms,
      /** True when it had been handed out before this call. */
      already: z.boolean(),
    }),
    errors: { code_not_found: '没有这个取货码，请再核对', not_collectable: '这一单不能取货' },
  }),
  /** Takes a red packet: what `wx.requestMerchantTransfer` wants, or the sandbox's token. */
  'leader.takeRedPacket': action({
    roles: ['leader'],
    idempotency: 'state',
    input: z.object({ redPacketId: z.string().min(1).max(200) }),
    output: z.object({
      state: redPacket.shape.state,
      /** For `wx.requestMerchantTransfer`. */
      transfer: z.object({ mchId: z.string(), appId: z.string(), package: z.string() }).optional(),
    }),
    errors: {
      red_packet_not_found: '没有找到这个红包',
      red_packet_expired: '已过 24 小时，金额转入可用余额',
    },
  }),
  /** After the receiver confirmed: asks the transfer service and applies the answer. */
  'leader.confirmRedPacket': action({
    roles: ['leader'],
    idempotency: 'state',
    input: z.object({ redPacketId: z.string().min(1).max(200) }),
    output: redPacket,
    errors: { red_packet_not_found: '没有找到这个红包' },
  }),
}
