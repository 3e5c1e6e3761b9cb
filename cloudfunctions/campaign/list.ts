import { find } from '../common/db'
import type { Context } from '../common/serve'
import { campaignView } from './view'

const SHOWN = 20

/** The newest campaigns with their figures. */
export async function list(ctx: Context<'campaign.list'>) {
  const campaigns = await find('campaigns', {}, { orderBy: ['createdAt', 'desc'], limit: SHOWN })
  return { now: ctx.now, campaigns: await Promise.all(campaigns.map(campaignView)) }
}
