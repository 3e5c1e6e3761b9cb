import { audit } from '../common/audit'
import type { CampaignDoc } from '../common/collections'
import { insertAllOnce, insertOnce, read, update } from '../common/db'
import { readableCode } from '../common/ids'
import { emptyGroupLive } from '../common/outbox/toGroups'
import type { Context } from '../common/serve'
import { campaignView } from './view'

/**
 * Puts a draft on sale: its stock document, a group for each leader, then the state. In this order, because a group
 * without stock could not be ordered from, and every step may be repeated after a crash.
 */
export async function start(ctx: Context<'campaign.start'>, input: { campaignId: string }) {
  const campaign = await read('campaigns', input.campaignId)
  if (!campaign) return ctx.fail('campaign_not_found')
  if (campaign.state === 'ended') return ctx.fail('campaign_ended')
  if (campaign.state === 'draft') {
    await makeStock(campaign)
    await makeGroups(campaign, ctx.now)
    await update('campaigns', { _id: campaign._id, state: 'draft' }, { state: 'running' })
    await audit(ctx.now, ctx.openid, 'campaign.start', campaign._id)
  }
  return campaignView((await read('campaigns', campaign._id)) as CampaignDoc)
}

async function makeStock(campaign: CampaignDoc): Promise<void> {
  const none = Object.fromEntries(campaign.items.map((item) => [item.skuId, 0]))
  const left = Object.fromEntries(campaign.items.map((item) => [item.skuId, item.stock]))
  await insertOnce('stock', { _id: campaign._id, rev: campaign.rev, left, sold: none, holds: {}, returns: {} })
}

async function makeGroups(campaign: CampaignDoc, now: number): Promise<void> {
  const ids = campaign.leaderIds.map((leaderId) => ({ leaderId, _id: `${campaign._id}-${leaderId}` }))
  await insertAllOnce(
    'group_live',
    ids.map(({ _id }) => emptyGroupLive(_id)),
  )
  await insertAllOnce(
    'groups',
    ids.map(({ _id, leaderId }) => ({ _id, code: readableCode(8), campaignId: campaign._id, leaderId, openedAt: now })),
  )
}
