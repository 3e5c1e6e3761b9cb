import { type Quote, quote, type Shown } from '../../src/domain/order'
import { isNewCustomer } from '../common/newcomers'
import { phaseOf, type Sale } from '../common/sale'
import type { Context } from '../common/serve'

export type Quoted = Extract<Quote, { kind: 'quoted' }>

export interface Decision {
  quoted?: Quoted
  refusal?: 'group_not_open' | 'group_closed' | 'unknown_goods' | 'price_changed'
  details?: unknown
}

/** Whether an order can be placed as its screen showed it; if not, why, and with what it should have shown. */
export async function decide(
  buyer: Pick<Context, 'openid' | 'now' | 'user'>,
  orderId: string,
  sale: Sale,
  shown: Shown,
): Promise<Decision> {
  const { campaign, leader } = sale
  const phase = phaseOf(sale, buyer.now)
  if (phase !== 'open') return { refusal: phase === 'upcoming' ? 'group_not_open' : 'group_closed' }
  const newCustomer = await isNewCustomer(campaign, buyer, orderId)
  // Nobody is in a segment and there are no teams yet.
  const occasion = { at: buyer.now, newCustomer, segments: [], team: false, leaderId: leader._id }
  const quoted = quote(shown, campaign, occasion)
  if (quoted.kind === 'unknown_goods') return { refusal: 'unknown_goods', details: { skuIds: quoted.skuIds } }
  if (quoted.asShown) return { quoted }
  const lines = quoted.lines.map(({ skuId, priceFen }) => ({ skuId, priceFen }))
  const discounts = quoted.discounts.map(({ name, rule, offFen }) => ({ name, rule, offFen }))
  return { refusal: 'price_changed', details: { lines, discounts, totalFen: quoted.toShowFen } }
}
