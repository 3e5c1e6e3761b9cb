import type { z } from 'zod'
import type { Contracts } from '../../src/contract'
import { audit } from '../common/audit'
import type { CampaignDoc } from '../common/collections'
import { insertOnce, read, readAll } from '../common/db'
import { fingerprint, idFrom } from '../common/ids'
import type { Context } from '../common/serve'
import { checkedLadders } from './ladders'
import { campaignView } from './view'

type Ctx = Context<'campaign.create'>
type Input = z.output<Contracts['campaign.create']['input']>

/** Makes a draft. Names, specs and pictures come from the product list; the page only chooses. */
export async function create(ctx: Ctx, input: Input) {
  const _id = idFrom('campaign', ctx.openid, input.requestId)
  const inputHash = fingerprint(input)
  const known = await read('campaigns', _id)
  if (known) return known.inputHash === inputHash ? campaignView(known) : ctx.fail('request_reused')
  const [products, leaders] = await Promise.all([
    readAll(
      'products',
      input.items.map((item) => item.skuId),
    ),
    readAll('leaders', input.leaderIds),
  ])
  const productOf = new Map(products.map((product) => [product._id, product]))
  const items = input.items.map((item) => {
    const product = productOf.get(item.skuId)
    if (!product) return ctx.fail('unknown_goods', { skuId: item.skuId })
    const { name, spec, picture } = product
    // A struck price that is not higher would be a false discount.
    const { listPriceFen, ...rest } = item
    return { ...rest, name, spec, picture, ...(listPriceFen && listPriceFen > item.priceFen ? { listPriceFen } : {}) }
  })
  if (new Set(input.items.map((item) => item.skuId)).size < input.items.length)
    return ctx.fail('invalid_input', undefined, '同一种商品选了两次')
  if (leaders.filter((leader) => leader.active).length < new Set(input.leaderIds).size)
    return ctx.fail('unknown_leader')
  // Its pieces are counted under its id, as a part of a path.
  if (input.items.some((item) => /[.$]/.test(item.skuId)))
    return ctx.fail('invalid_input', undefined, '商品编号里不能有点号和 $')
  const ladders = checkedLadders(ctx, input.ladders)
  const campaign: CampaignDoc = {
    _id,
    title: input.title,
    note: input.note,
    state: 'draft',
    startAt: input.startAt,
    cutoffAt: input.cutoffAt,
    deliverAt: input.deliverAt,
    goalOrders: input.goalOrders,
    items,
    ...(ladders.length && { ladders }),
    leaderIds: [...new Set(input.leaderIds)],
    rev: 1,
    createdAt: ctx.now,
    createdBy: ctx.openid,
    inputHash,
  }
  await insertOnce('campaigns', campaign)
  await audit(ctx.now, ctx.openid, 'campaign.create', _id, { title: input.title })
  return campaignView((await read('campaigns', _id)) as CampaignDoc)
}
