import { asks, type Shelf } from '../../src/domain/basket'
import { settledStates } from '../../src/domain/orderState'
import { _ } from './cloud'
import type { OrderDoc } from './collections'
import { find, read, update } from './db'
import { planBook } from './plan'
import type { Context } from './serve'

/**
 * Whether somebody has the terms of a new customer: no effective order yet (incentives.md), and no order that has these
 * terms already. The second is ours: without it several orders placed before the first is paid, or orders too small to
 * be effective, would have them again and again; `orderId` is the one being placed, which does not stand against itself.
 * Costs nothing where nothing on sale asks; else one round trip's time, beside the reading of the buyer.
 */
export async function isNewCustomer(
  shelf: Shelf,
  { openid, now, user }: Pick<Context, 'openid' | 'now' | 'user'>,
  orderId?: string,
): Promise<boolean> {
  if (!openid || !asks(shelf, 'newCustomer')) return false
  const { minEffectiveFen } = (await planBook(now))(now)
  const effective = {
    openid,
    counts: true,
    state: _.in([...settledStates]),
    totalFen: _.gte(Math.max(1, minEffectiveFen)),
  }
  const [buyer, orders] = await Promise.all([user(), find('orders', effective, { limit: 1, fields: { _id: true } })])
  return orders.length === 0 && (buyer?.newcomerOrder ?? orderId) === orderId
}

/** Gives the terms to one order, whichever comes first. One round trip, two when it had them before. */
export async function claimTerms({ openid, _id }: Pick<OrderDoc, 'openid' | '_id'>): Promise<boolean> {
  const free = { _id: openid, newcomerOrder: _.exists(false) }
  if (await update('users', free, { newcomerOrder: _id })) return true
  return (await read('users', openid))?.newcomerOrder === _id
}

/** Takes them back from an order that came to nothing. May be repeated. */
export async function freeTerms({ openid, _id, newcomer }: Pick<OrderDoc, 'openid' | '_id' | 'newcomer'>) {
  if (newcomer) await update('users', { _id: openid, newcomerOrder: _id }, { newcomerOrder: _.remove() })
}
