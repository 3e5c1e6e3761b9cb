import { serve } from '../common/serve'
import { collect } from './collect'
import { confirmRedPacket, takeRedPacket } from './redPackets'
import { today } from './today'

export const main = serve({
  'leader.today': today,
  'leader.collect': collect,
  'leader.takeRedPacket': takeRedPacket,
  'leader.confirmRedPacket': confirmRedPacket,
})
