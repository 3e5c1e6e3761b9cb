import type { GroupPage } from '@/contract/group'
import type { Offer } from '@/contract/shapes'

/** Pieces of an offer that were bought, or are held for somebody who pays. */
export const soldOf = ({ stock, left }: Offer) => stock - left

/** What a group shows of its goods: all that is on sale; of a group that has ended what neighbours took, if anything. */
export function shownOf({ phase, offers }: Pick<GroupPage, 'phase' | 'offers'>): Offer[] {
  const sold = offers.filter((offer) => soldOf(offer) > 0)
  return phase === 'closed' && sold.length > 0 ? sold : offers
}
