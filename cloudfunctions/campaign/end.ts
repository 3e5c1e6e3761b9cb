import { audit } from '../common/audit'
import { _ } from '../common/cloud'
import type { CampaignDoc } from '../common/collections'
import { read, update } from '../common/db'
import type { Context } from '../common/serve'
import { campaignView } from './view'

/** Stops taking orders. Raising `rev` makes every instance that still remembers the campaign as open read it again. */
export async function end(ctx: Context<'campaign.end'>, input: { campaignId: string }) {
  const campaign = await read('campaigns', input.campaignId)
  if (!campaign) return ctx.fail('campaign_not_found')
  if (campaign.state !== 'ended') {
    await update('campaigns', { _id: campaign._id, state: _.neq('ended') }, { state: 'ended', rev: _.inc(1) })
    await audit(ctx.now, ctx.openid, 'campaign.end', campaign._id)
  }
  const ended = (await read('campaigns', campaign._id)) as CampaignDoc
  await update('stock', { _id: ended._id, rev: _.lt(ended.rev) }, { rev: ended.rev })
  return campaignView(ended)
}
