import { shortYuan } from '../../yuan'
import { fen, optional } from '../args'
import { action } from '../rule'

/** 满50减10, or 立减10 without a threshold. */
export const fixed = action({
  code: 'fixed',
  label: '固定减',
  args: { offFen: fen('减'), thresholdFen: optional(fen('满', 0)) },
  off: (amountFen, { offFen, thresholdFen = 0 }) => (amountFen >= thresholdFen ? offFen : 0),
  next: (amountFen, { offFen, thresholdFen = 0 }) => (amountFen < thresholdFen ? { thresholdFen, offFen } : undefined),
  explain: ({ offFen, thresholdFen }) =>
    thresholdFen ? `满${shortYuan(thresholdFen)}减${shortYuan(offFen)}` : `立减${shortYuan(offFen)}`,
})
