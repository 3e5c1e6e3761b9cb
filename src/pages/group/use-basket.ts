import { useMemo } from 'react'
import { clockOffset } from '@/cloud/clock'
import type { GroupPage } from '@/contract/group'
import type { Offer } from '@/contract/shapes'
import { type Pieces, priceBasket } from '@/domain/basket'
import { sum } from '@/domain/integer'
import type { PricedLine } from '@/domain/pricing/priceCart'
import { promotionInWords } from '@/domain/promotions/promotion'
import { spaced } from '@/format/words'
import { useLines } from '../cart'

export interface Chosen {
  offer: Offer
  quantity: number
  /** What it comes to, and what of it is paid. */
  priced: PricedLine
}

/** What comes off by itself in a group, in words; nothing without a ladder. */
export const laddersInWords = ({ ladders = [] }: GroupPage) => spaced(ladders.map(promotionInWords).join('；'))

/** Prices pieces of a group by the very rules that the cloud decides by. */
export function priceOf({ offers, ladders, newCustomer = false, leader }: GroupPage, pieces: readonly Pieces[]) {
  const at = Date.now() + clockOffset()
  const occasion = { at, newCustomer, segments: [], team: false, leaderId: leader.leaderId }
  return priceBasket(pieces, { items: offers, ladders }, occasion)
}

function basketOf(page: GroupPage, lines: Readonly<Record<string, number>>) {
  const pieces = page.offers.flatMap(({ skuId }) => {
    const quantity = lines[skuId] ?? 0
    return quantity > 0 ? [{ skuId, quantity }] : []
  })
  const priced = priceOf(page, pieces)
  const offerOf = new Map(page.offers.map((offer) => [offer.skuId, offer]))
  return {
    chosen: priced.lines.map((line): Chosen => {
      return { offer: offerOf.get(line.skuId) as Offer, quantity: line.quantity, priced: line }
    }),
    pieces: sum(pieces.map(({ quantity }) => quantity)),
    amountFen: priced.amountFen,
    discounts: priced.discounts,
    offFen: sum(priced.discounts.map(({ offFen }) => offFen)),
    totalFen: priced.totalFen,
    /** What is missing for the next step of a ladder, the nearest one. */
    ahead: priced.ladders[0],
  }
}

const NOTHING = { chosen: [], pieces: 0, amountFen: 0, discounts: [], offFen: 0, totalFen: 0, ahead: undefined }

/** What is chosen of a group, in the order it is on sale, and what that costs (fen). Goods no longer on sale are left out. */
export function useBasket(page: GroupPage | undefined) {
  const lines = useLines(page?.groupId ?? '')
  const basket = useMemo(() => (page ? basketOf(page, lines) : NOTHING), [page, lines])
  return { lines, ...basket }
}
