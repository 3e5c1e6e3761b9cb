import { View } from '@tarojs/components'
import { Tag } from '@/components/tag'
import type { GroupPage } from '@/contract/group'
import type { Offer } from '@/contract/shapes'
import type { PricedLine } from '@/domain/pricing/priceCart'
import { useCart } from '../cart'
import { EndedRow, OfferRow } from './offer-row'
import { laddersInWords, priceOf, useBasket } from './use-basket'

/** The price of one piece, of so many as are chosen. */
function unitOf(page: GroupPage, offer: Offer, quantity = 1) {
  const { skuId } = offer
  return (priceOf({ ...page, offers: [offer] }, [{ skuId, quantity }]).lines[0] as PricedLine).unit
}

export interface OffersProps {
  page: GroupPage
  /** Those of it to draw. */
  offers: readonly Offer[]
}

/** What a group has on sale, or had. */
export function Offers({ page, offers }: OffersProps) {
  const { lines } = useBasket(page)
  const choose = useCart((cart) => cart.set)
  const ladders = laddersInWords(page)
  const isClosed = page.phase === 'closed'
  return (
    <View className="card offers">
      {!isClosed && ladders && (
        <View className="offers__ladder num">
          <Tag tone="orange">满减</Tag>
          {ladders}
        </View>
      )}
      {offers.map((offer) =>
        isClosed ? (
          <EndedRow key={offer.skuId} offer={offer} />
        ) : (
          <OfferRow
            key={offer.skuId}
            offer={offer}
            quantity={lines[offer.skuId] ?? 0}
            unit={unitOf(page, offer, lines[offer.skuId])}
            isOpen={page.phase === 'open'}
            onChange={(quantity) => choose(page.groupId, offer.skuId, quantity)}
          />
        ),
      )}
    </View>
  )
}
