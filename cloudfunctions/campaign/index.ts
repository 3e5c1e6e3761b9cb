import { serve } from '../common/serve'
import { choices } from './choices'
import { create } from './create'
import { end } from './end'
import { list } from './list'
import { setLadders } from './setLadders'
import { setPrices } from './setPrices'
import { start } from './start'

export const main = serve({
  'campaign.choices': choices,
  'campaign.create': create,
  'campaign.start': start,
  'campaign.end': end,
  'campaign.setPrices': setPrices,
  'campaign.setLadders': setLadders,
  'campaign.list': list,
})
