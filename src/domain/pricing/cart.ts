import type { Coupon } from '../coupons/coupon'
import type { Goal } from '../promotions/goal'
import type { PriceUse } from '../promotions/prices'
import type { Promotion } from '../promotions/promotion'
import type { Occasion } from '../promotions/rule'
import type { Goods } from '../promotions/scope'

/** Goods of one SKU; a SKU is in one line only. */
export interface CartLine extends Goods {
  name?: string
  /** Pieces, from 1. */
  quantity: number
  /** The group's unit price, fen. */
  priceFen: number
  /** Other unit prices, of which at most one applies. */
  offers?: readonly PriceUse[]
}

/** An automatic discount: nobody has to hold anything for it. */
export interface Ladder extends Promotion {
  id: string
  name?: string
}

/** All that a price depends on. */
export interface Cart {
  occasion: Occasion
  lines: readonly CartLine[]
  /** Ladders that run; an order has one of them at most. */
  ladders?: readonly Ladder[]
  /** Coupons the buyer holds, in any state. */
  coupons?: readonly Coupon[]
  /** The coupon he chose; null for none; without it the best one is taken. */
  couponId?: string | null
  goal?: Goal & {
    /** Orders of the group that came before this one. */
    ordersBefore: number
  }
  /** Beside the goods: no discount touches it. */
  deliveryFen?: number
}
