import { View } from '@tarojs/components'
import { Tag } from '@/components/tag'
import type { GroupPage } from '@/contract/group'
import type { GroupLive, Offer } from '@/contract/shapes'
import type { PricedLine } from '@/domain/pricing/priceCart'
import { useCart } from '../cart'
import { GoalCard } from './goal-card'
import { Joiners } from './joiners'
import { LeaderNote } from './leader-note'
import { NextGroup } from './next-group'
import { EndedRow, OfferRow } from './offer-row'
import { laddersInWords, priceOf, useBasket } from './use-basket'

export interface OpenGroupProps {
  page: GroupPage
  live: GroupLive
  clockOffset: number
  now: number
  onPhaseEnd(): void
}

/** What the leader says: his note, or that it is over. */
function words({ phase, note, leader }: GroupPage, live: GroupLive): string {
  if (phase === 'closed') return `这一团收单了，一共 ${live.orders} 单，谢谢各位邻居。`
  return note || `在${leader.pickupName}等你来拿。`
}

/** The price of one piece, of so many as are chosen. */
function unitOf(page: GroupPage, { skuId }: Offer, quantity = 1) {
  return (priceOf(page, [{ skuId, quantity }]).lines[0] as PricedLine).unit
}

/** A group with all it has on sale, or had. */
export function OpenGroup({ page, live, clockOffset, now, onPhaseEnd }: OpenGroupProps) {
  const { lines } = useBasket(page)
  const choose = useCart((cart) => cart.set)
  const ladders = laddersInWords(page)
  const isClosed = page.phase === 'closed'
  return (
    <>
      <LeaderNote leader={page.leader} text={words(page, live)} now={now} />
      <GoalCard page={page} live={live} clockOffset={clockOffset} now={now} onPhaseEnd={onPhaseEnd} />
      <View className="card offers">
        {!isClosed && ladders && (
          <View className="offers__ladder num">
            <Tag tone="orange">满减</Tag>
            {ladders}
          </View>
        )}
        {page.offers.map((offer) =>
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
      {isClosed && page.others.length > 0 && (
        <>
          <View className="section-title">{page.leader.name}的下一团</View>
          {page.others.map((card) => (
            <NextGroup key={card.groupId} card={card} now={now} />
          ))}
        </>
      )}
      {!isClosed && <Joiners live={live} now={now} />}
    </>
  )
}
