import { find } from '../common/db'
import { leaderCard } from '../common/orders/view'
import type { Context } from '../common/serve'

export async function choices(ctx: Context<'campaign.choices'>) {
  const [products, leaders] = await Promise.all([find('products', {}), find('leaders', { active: true })])
  return {
    now: ctx.now,
    products: products.map(({ _id, ...product }) => ({ productId: _id, ...product })),
    leaders: leaders.map(leaderCard),
  }
}
