import { integer, sum } from './money'

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
 * Prices a basket by the campaign's own prices. Lines of the same SKU are joined, in the order first named.
 * `asShown` tells whether every price and the total are what the client showed.
 */
export function quote(asked: readonly AskedLine[], shownTotalFen: number, items: readonly CampaignItem[]): Quote {
  const byId = new Map(items.map((item) => [item.skuId, item]))
  const unknown = asked.filter((line) => !byId.has(line.skuId)).map((line) => line.skuId)
  if (unknown.length) return { kind: 'unknown_goods', skuIds: unknown }
  const lines = new Map<string, OrderLineDoc>()
  let asShown = true
  for (const line of asked) {
    const item = byId.get(line.skuId) as CampaignItem
    if (item.priceFen !== line.priceFen) asShown = false
    const quantity = (lines.get(item.skuId)?.quantity ?? 0) + line.quantity
    const { skuId, name, spec, picture, priceFen } = item
    lines.set(skuId, { skuId, name, spec, picture, priceFen, quantity, amountFen: integer(priceFen * quantity) })
  }
  const all = [...lines.values()]
  const totalFen = sum(all.map((line) => line.amountFen))
  return { kind: 'quoted', lines: all, totalFen, asShown: asShown && totalFen === shownTotalFen }
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
