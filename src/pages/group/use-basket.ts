import type { GroupPage } from '@/contract/group'
import type { Offer } from '@/contract/shapes'
import { useLines } from '../cart'

export interface Chosen {
  offer: Offer
  quantity: number
}

/** What is chosen of a group, in the order it is on sale, and what that costs (fen). Goods no longer on sale are left out. */
export function useBasket(page: GroupPage | undefined) {
  const lines = useLines(page?.groupId ?? '')
  const chosen: Chosen[] = (page?.offers ?? []).flatMap((offer) => {
    const quantity = lines[offer.skuId] ?? 0
    return quantity > 0 ? [{ offer, quantity }] : []
  })
  return {
    lines,
    chosen,
    pieces: chosen.reduce((sum, { quantity }) => sum + quantity, 0),
    totalFen: chosen.reduce((sum, { offer, quantity }) => sum + offer.priceFen * quantity, 0),
  }
}
