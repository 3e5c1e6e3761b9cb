import { yuan } from '../../../src/domain/yuan'
import { _ } from '../cloud'
import type { RedPacketDoc } from '../collections'
import { config } from '../config'
import { update } from '../db'
import { sendMessage } from '../gateways/message'

const WINDOWS = { day: '今日', week: '本周', group: '本团' } as const

/**
 * Tells the leader by subscribe message, once, where he has a consent left; the live document has told him already if
 * he is looking. No consent is no failure, and a failed message never holds the money up.
 */
export async function tell(packet: RedPacketDoc): Promise<void> {
  const templateId = config.redPacketTemplateId
  if (!templateId) return
  const mine = await update('red_packets', { _id: packet._id, told: _.exists(false) }, { told: 'no_consent' })
  if (!mine) return
  const used = await update('consents', { _id: `${packet.owner}:${templateId}`, left: _.gt(0) }, { left: _.inc(-1) })
  if (!used) return
  let told: 'sent' | 'no_consent' | 'failed'
  try {
    told = await sendMessage({
      openid: packet.owner,
      templateId,
      page: 'leader/pages/today/index',
      data: dataOf(packet),
    })
  } catch (error) {
    console.error(JSON.stringify({ event: 'subscribe message not sent', id: packet._id, error: String(error) }))
    told = 'failed'
  }
  await update('red_packets', { _id: packet._id }, { told })
}

/** A field of kind thing takes 20 characters at most. */
function dataOf(packet: RedPacketDoc): Record<string, { value: string }> {
  const values = [
    `${WINDOWS[packet.window]}第 ${packet.orders} 单，达标了`,
    `¥${yuan(packet.amountFen)}`,
    '24 小时内确认，逾期转入可用余额',
  ]
  return Object.fromEntries(config.redPacketFields.map((field, place) => [field, { value: values[place] ?? '' }]))
}
