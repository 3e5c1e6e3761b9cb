import { _ } from '../../common/cloud'
import { find } from '../../common/db'
import { advance } from '../../common/redpackets/advance'
import { each } from '../each'

const BATCH = 50

/** Red packets that wait for money, for an answer, or for a leader who did not come in 24 hours. */
export async function settleRedPackets(at: number): Promise<number> {
  const due = await find('red_packets', { dueAt: _.lte(at) }, { orderBy: ['dueAt', 'asc'], limit: BATCH })
  return each(due, 'red packet not settled', (packet) => advance(packet, at))
}
