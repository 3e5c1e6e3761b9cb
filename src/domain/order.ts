import { sum } from './integer'
import { priceCart } from './pricing/priceCart'
import type { Occasion } from './promotions/rule'

/** One kind of goods on sale in a campaign. */
export interface CampaignItem {
  skuId: string
  name: string
  spec: string
  picture: string
  priceFen: number
  listPriceFen?: number
  stock: number
  limitPerPerson?: number
}

export interface OrderLineDoc {
  skuId: string
  name: string
  spec: string
  picture: string
  priceFen: number
  quantity: number
  amountFen: number
}

/** What a client asks for: the price is what its screen showed. */
export interface AskedLine {
  skuId: string
  quantity: number
  priceFen: number
}

export type Quote =
  | { kind: 'quoted'; lines: OrderLineDoc[]; totalFen: number; asShown: boolean }
  | { kind: 'unknown_goods'; skuIds: string[] }

/**
 * Prices a basket by the campaign's own prices, through the price engine (pricing/priceCart.ts). Lines of the same SKU
 * are joined, in the order first named. `asShown` tells whether every price and the total are what the client showed.
 */
export function quote(
  asked: readonly AskedLine[],
  shownTotalFen: number,
  items: readonly CampaignItem[],
  occasion: Occasion,
): Quote {
  const byId = new Map(items.map((item) => [item.skuId, item]))
  const itemOf = (skuId: string) => byId.get(skuId) as CampaignItem
  const unknown = asked.filter((line) => !byId.has(line.skuId)).map((line) => line.skuId)
  if (unknown.length) return { kind: 'unknown_goods', skuIds: unknown }
  const pieces = new Map<string, number>()
  for (const { skuId, quantity } of asked) pieces.set(skuId, (pieces.get(skuId) ?? 0) + quantity)
  const priced = priceCart({
    occasion,
    lines: [...pieces].map(([skuId, quantity]) => ({ skuId, quantity, priceFen: itemOf(skuId).priceFen })),
  })
  const lines = priced.lines.map(({ skuId, unit, quantity, amountFen }) => {
    const { name, spec, picture } = itemOf(skuId)
    return { skuId, name, spec, picture, priceFen: unit.priceFen, quantity, amountFen }
  })
  const samePrices = asked.every(({ skuId, priceFen }) => itemOf(skuId).priceFen === priceFen)
  const { totalFen } = priced
  return { kind: 'quoted', lines, totalFen, asShown: samePrices && totalFen === shownTotalFen }
}

/** Pieces per SKU of an order. */
export function piecesOf(lines: readonly Pick<OrderLineDoc, 'skuId' | 'quantity'>[]): Record<string, number> {
  return Object.fromEntries(lines.map((line) => [line.skuId, line.quantity]))
}

/** `苹果 ×1、西兰花 ×1`, at most `most` kinds, then `等 5 件`. */
export function linesInWords(lines: readonly Pick<OrderLineDoc, 'name' | 'quantity'>[], most = 2): string {
  const pieces = sum(lines.map((line) => line.quantity))
  const shown = lines.slice(0, most).map((line) => `${line.name} ×${line.quantity}`)
  return shown.join('、') + (lines.length > most ? ` 等 ${pieces} 件` : '')
}

export type GroupPhase = 'upcoming' | 'open' | 'closed'

/** Where a campaign stands at an instant. */
export function phaseAt(
  campaign: { state: 'draft' | 'running' | 'ended'; startAt: number; cutoffAt: number },
  now: number,
): GroupPhase {
  if (campaign.state === 'ended' || now >= campaign.cutoffAt) return 'closed'
  return campaign.state === 'draft' || now < campaign.startAt ? 'upcoming' : 'open'
}

/** How long an order can be paid (product rule). */
export const PAY_WITHIN_MS = 30 * 60_000
/** After-sale window from collection to completion: "收货后 24 小时内" (checkout). */
export const AFTER_SALE_MS = 24 * 3_600_000
