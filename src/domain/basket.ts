import type { Ladder } from './pricing/cart'
import { type Priced, priceCart } from './pricing/priceCart'
import { conditionOf } from './promotions/conditions'
import { type PriceUse, priceOf } from './promotions/prices'
import type { LookedUp, Occasion } from './promotions/rule'

/** Goods with their prices: the group's, and others of which at most one applies. */
export interface PricedGoods {
  skuId: string
  name?: string
  priceFen: number
  offers?: readonly PriceUse[]
}

/** What a campaign sells and takes off by itself: all that a price depends on beside the occasion. */
export interface Shelf {
  items: readonly PricedGoods[]
  ladders?: readonly Ladder[]
}

export interface Pieces {
  skuId: string
  quantity: number
}

/**
 * Prices pieces of a shelf: the cloud decides by it and the screens show it, so that they cannot differ. Lines of the
 * same SKU are joined, in the order first named; goods that are not on the shelf are left out.
 */
export function priceBasket(wanted: readonly Pieces[], { items, ladders }: Shelf, occasion: Occasion): Priced {
  const byId = new Map(items.map((item) => [item.skuId, item]))
  const pieces = new Map<string, number>()
  for (const { skuId, quantity } of wanted) pieces.set(skuId, (pieces.get(skuId) ?? 0) + quantity)
  const lines = [...pieces].flatMap(([skuId, quantity]) => {
    const item = byId.get(skuId)
    return item ? [{ skuId, name: item.name, quantity, priceFen: item.priceFen, offers: item.offers }] : []
  })
  return priceCart({ occasion, lines, ladders })
}

/** Whether any price or discount of a shelf asks something of the buyer; what nothing asks need not be looked up. */
export function asks({ items, ladders = [] }: Shelf, what: LookedUp): boolean {
  return (
    items.some(({ offers = [] }) => offers.some((use) => priceOf(use).asks === what)) ||
    ladders.some((ladder) => ladderAsks(ladder, what))
  )
}

/** Whether what is priced has something that only somebody has of whom `what` is true. */
export function owes({ lines, discounts }: Priced, { ladders = [] }: Shelf, what: LookedUp): boolean {
  return (
    lines.some(({ unit, offers = [] }) => offers.some((use) => use.code === unit.code && priceOf(use).asks === what)) ||
    ladders.some((ladder) => discounts.some(({ id }) => id === ladder.id) && ladderAsks(ladder, what))
  )
}

const ladderAsks = ({ conditions = [] }: Ladder, what: LookedUp) =>
  conditions.some((use) => conditionOf(use).asks === what)
