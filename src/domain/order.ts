import { type PricedGoods, priceBasket, type Shelf } from './basket'
import { sum } from './integer'
import type { Discount } from './pricing/discounts'
import type { Priced } from './pricing/priceCart'
import type { Occasion } from './promotions/rule'

/** One kind of goods on sale in a campaign. */
export interface CampaignItem extends PricedGoods {
  name: string
  spec: string
  picture: string
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
  /** Which price it is (promotions/prices), when not the group's. */
  offer?: string
  /** After its parts of the discounts: what a refund of it is counted from. Without discounts: the amount. */
  paidFen?: number
}

/** What a client asks for: the price is what its screen showed. */
export interface AskedLine {
  skuId: string
  quantity: number
  priceFen: number
}

/** What a client's screen showed. */
export interface Shown {
  lines: readonly AskedLine[]
  totalFen: number
  /**
   * What it showed as taken off. Apps from before there were discounts leave it out: they show group prices and their
   * sum, are held to these, and pay what is left of it after the discounts, which is never more.
   */
  offFen?: number
}

export type Quote =
  | {
      kind: 'quoted'
      lines: OrderLineDoc[]
      discounts: Discount[]
      totalFen: number
      asShown: boolean
      /** What the screen should have shown as total. */
      toShowFen: number
      priced: Priced
    }
  | { kind: 'unknown_goods'; skuIds: string[] }

/**
 * Prices a basket by the campaign's own prices, through the price engine (basket.ts). `asShown` tells whether every
 * price and the total are what the client showed.
 */
export function quote(shown: Shown, shelf: Shelf & { items: readonly CampaignItem[] }, occasion: Occasion): Quote {
  const byId = new Map(shelf.items.map((item) => [item.skuId, item]))
  const unknown = shown.lines.filter((line) => !byId.has(line.skuId)).map((line) => line.skuId)
  if (unknown.length) return { kind: 'unknown_goods', skuIds: unknown }
  const knows = shown.offFen !== undefined
  const items = knows ? shelf.items : shelf.items.map(({ offers: _unknown, ...item }) => item)
  const priced = priceBasket(shown.lines, { ...shelf, items }, occasion)
  const { discounts, totalFen, amountFen: sumFen } = priced
  const lines = priced.lines.map(({ skuId, unit, quantity, amountFen, offFen, paidFen }): OrderLineDoc => {
    const { name, spec, picture } = byId.get(skuId) as CampaignItem
    const offer = unit.code === 'group' ? {} : { offer: unit.code }
    const paid = offFen === 0 ? {} : { paidFen }
    return { skuId, name, spec, picture, priceFen: unit.priceFen, quantity, amountFen, ...offer, ...paid }
  })
  const priceOf = new Map(lines.map(({ skuId, priceFen }) => [skuId, priceFen]))
  const samePrices = shown.lines.every(({ skuId, priceFen }) => priceOf.get(skuId) === priceFen)
  const toShowFen = knows ? totalFen : sumFen
  const sameOff = !knows || shown.offFen === sum(discounts.map(({ offFen }) => offFen))
  const asShown = samePrices && sameOff && toShowFen === shown.totalFen
  return { kind: 'quoted', lines, discounts, totalFen, asShown, toShowFen, priced }
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
