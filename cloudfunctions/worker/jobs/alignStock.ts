import { _ } from '../../common/cloud'
import { find, readAll, update } from '../../common/db'

/**
 * A change of a campaign is written to the campaign, then to its stock, whose `rev` is what makes instances that remember
 * the old prices read again. A crash between the two is healed here, for campaigns that may still take orders: an order
 * by the new prices heals it too, but one by the old would not notice.
 */
export async function alignStock(at: number): Promise<number> {
  const campaigns = await find('campaigns', { cutoffAt: _.gt(at) }, { fields: { rev: true } })
  const stocks = await readAll(
    'stock',
    campaigns.map(({ _id }) => _id),
    { rev: true },
  )
  const revOf = new Map(stocks.map(({ _id, rev }) => [_id, rev]))
  const behind = campaigns.filter(({ _id, rev }) => (revOf.get(_id) ?? rev) < rev)
  for (const { _id, rev } of behind) await update('stock', { _id, rev: _.lt(rev) }, { rev })
  return behind.length
}
