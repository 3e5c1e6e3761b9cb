import { atLeast, MoneyError } from '../integer'
import { timesOver } from '../ratio'

/** A paid line, as far as a refund goes. */
export interface RefundableLine {
  /** Pieces bought. */
  quantity: number
  /** What was paid for all of them, after discounts. */
  paidFen: number
}

/**
 * What goes back for `pieces` more of a line of which `before` have been refunded: the difference of cumulative
 * floor(paid × pieces refunded so far / quantity) (incentives.md). Refunding everything, in any order and in any
 * portions, returns exactly what was paid. Delivery is no line's, and stays.
 * @throws MoneyError when there are not so many pieces left, and on anything that is not a whole number in range
 */
export function refundFen({ quantity, paidFen }: RefundableLine, before: number, pieces: number): number {
  atLeast(0, paidFen, 'paid')
  atLeast(1, quantity, 'quantity')
  const after = atLeast(0, before, 'pieces refunded before') + atLeast(1, pieces, 'pieces to refund')
  if (after > quantity)
    throw new MoneyError(`${pieces} more of ${quantity} pieces, ${before} of them refunded, are too many`)
  return timesOver(paidFen, after, quantity).whole - timesOver(paidFen, before, quantity).whole
}
