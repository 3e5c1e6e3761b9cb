import type { LadderInput } from '../../src/contract/promotions'
import { audit } from '../common/audit'
import { _ } from '../common/cloud'
import type { CampaignDoc } from '../common/collections'
import { read, update } from '../common/db'
import type { Context } from '../common/serve'
import { checkedLadders } from './ladders'
import { campaignView } from './view'

interface Input {
  campaignId: string
  ladders: LadderInput[]
}

/** Other discounts. Whoever orders by the old ones is told the new total, like with prices. */
export async function setLadders(ctx: Context<'campaign.setLadders'>, input: Input) {
  const ladders = checkedLadders(ctx, input.ladders)
  const campaign = await read('campaigns', input.campaignId)
  if (!campaign) return ctx.fail('campaign_not_found')
  const rev = campaign.rev + 1
  if (!(await update('campaigns', { _id: campaign._id, rev: campaign.rev }, { ladders: _.set(ladders), rev })))
    return ctx.fail('try_again')
  await update('stock', { _id: campaign._id, rev: _.lt(rev) }, { rev })
  await audit(ctx.now, ctx.openid, 'campaign.setLadders', campaign._id, ladders)
  return campaignView((await read('campaigns', campaign._id)) as CampaignDoc)
}
