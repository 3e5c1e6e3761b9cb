import { audit } from '../common/audit'
import { _ } from '../common/cloud'
import type { CampaignDoc } from '../common/collections'
import { read, update } from '../common/db'
import type { Context } from '../common/serve'
import { campaignView } from './view'

interface Input {
  campaignId: string
  prices: { skuId: string; priceFen: number }[]
}

/** New prices. Whoever orders by the old ones is told the new figures; nobody pays a price he did not see. */
export async function setPrices(ctx: Context<'campaign.setPrices'>, input: Input) {
  const campaign = await read('campaigns', input.campaignId)
  if (!campaign) return ctx.fail('campaign_not_found')
  const priceOf = new Map(input.prices.map(({ skuId, priceFen }) => [skuId, priceFen]))
  for (const skuId of priceOf.keys())
    if (!campaign.items.some((item) => item.skuId === skuId)) return ctx.fail('unknown_goods', { skuId })
  const items = campaign.items.map(({ listPriceFen, ...item }) => {
    const priceFen = priceOf.get(item.skuId) ?? item.priceFen
    return { ...item, priceFen, ...(listPriceFen && listPriceFen > priceFen ? { listPriceFen } : {}) }
  })
  const rev = campaign.rev + 1
  if (!(await update('campaigns', { _id: campaign._id, rev: campaign.rev }, { items: _.set(items), rev })))
    return ctx.fail('try_again')
  await update('stock', { _id: campaign._id, rev: _.lt(rev) }, { rev })
  await audit(ctx.now, ctx.openid, 'campaign.setPrices', campaign._id, input.prices)
  return campaignView((await read('campaigns', campaign._id)) as CampaignDoc)
}
