import type { CampaignItem } from '../../src/domain/order'
import { _ } from './cloud'
import { insertOnce, read, update } from './db'

type Pieces = Record<string, number>

interface Taking {
  campaignId: string
  openid: string
  orderId: string
  pieces: Pieces
}

/** Id of the document that counts what a person took of a campaign. */
export const purchaseId = (taking: Pick<Taking, 'campaignId' | 'openid'>) => `${taking.campaignId}:${taking.openid}`

/** The part of an order whose goods are limited per person. */
export function limitedPart(pieces: Pieces, items: readonly CampaignItem[]): { pieces: Pieces; limits: Pieces } {
  const limited = items.filter((item) => item.limitPerPerson !== undefined && pieces[item.skuId])
  return {
    pieces: Object.fromEntries(limited.map((item) => [item.skuId, pieces[item.skuId] as number])),
    limits: Object.fromEntries(limited.map((item) => [item.skuId, item.limitPerPerson as number])),
  }
}

/**
 * Counts an order against the per-person limits of a campaign, whole or not at all, once per order. Nothing limited
 * costs nothing; else one round trip, two for a person's first order of a campaign.
 * Returns undefined when it fits, else how many pieces he may still have.
 */
export async function take(taking: Taking, limits: Pieces): Promise<Pieces | undefined> {
  const skus = Object.keys(taking.pieces)
  if (skus.length === 0) return undefined
  const room = (taken: Pieces) =>
    Object.fromEntries(skus.map((sku) => [sku, Math.max(0, (limits[sku] as number) - (taken[sku] ?? 0))]))
  const order = `orders.${taking.orderId}`
  // Two tries: the first order of a person makes the document, and another of his may be making it at this moment.
  for (let attempt = 0; attempt < 2; attempt++) {
    const done = await update(
      'purchases',
      {
        _id: purchaseId(taking),
        [order]: _.exists(false),
        ...Object.fromEntries(
          skus.map((sku) => [
            `taken.${sku}`,
            // "not above" also fits a SKU he has none of yet.
            _.not(_.gt((limits[sku] as number) - (taking.pieces[sku] as number))),
          ]),
        ),
      },
      {
        [order]: _.set(taking.pieces),
        ...Object.fromEntries(skus.map((sku) => [`taken.${sku}`, _.inc(taking.pieces[sku] as number)])),
      },
    )
    if (done) return undefined
    const known = await read('purchases', purchaseId(taking))
    if (known?.orders[taking.orderId]) return undefined
    const free = room(known?.taken ?? {})
    if (skus.some((sku) => (free[sku] as number) < (taking.pieces[sku] as number))) return free
    const first = { _id: purchaseId(taking), taken: taking.pieces, orders: { [taking.orderId]: taking.pieces } }
    if (!known && (await insertOnce('purchases', first))) return undefined
  }
  return room({})
}

/** Gives the pieces of an order back to a person's limits; once per order. One round trip when nothing was limited. */
export async function untake(order: { campaignId: string; openid: string; orderId: string }): Promise<void> {
  const pieces = (await read('purchases', purchaseId(order)))?.orders[order.orderId]
  if (!pieces) return
  const entry = `orders.${order.orderId}`
  await update(
    'purchases',
    { _id: purchaseId(order), [entry]: _.exists(true) },
    {
      [entry]: _.remove(),
      ...Object.fromEntries(Object.entries(pieces).map(([sku, n]) => [`taken.${sku}`, _.inc(-n)])),
    },
  )
}
