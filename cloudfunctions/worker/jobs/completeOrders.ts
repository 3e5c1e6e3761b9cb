import { transitions } from '../../../src/domain/orderState'
import { _ } from '../../common/cloud'
import { update } from '../../common/db'

/** Collected orders whose after-sale window has closed; one round trip for all of them. */
export async function completeOrders(at: number): Promise<number> {
  const { from, to } = transitions.complete
  return update(
    'orders',
    { state: from[0], completeAt: _.lte(at), event: _.exists(false), refund: _.exists(false) },
    { state: to, completedAt: at, event: 'completed', eventAt: at },
  )
}
