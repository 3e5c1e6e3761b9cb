import { share } from '../../ratio'
import { shortYuan } from '../../yuan'
import { type ArgsOf, bp, fen, optional } from '../args'
import { action } from '../rule'

const args = { offBp: bp('减几成'), thresholdFen: optional(fen('满', 0)), capFen: optional(fen('最多减')) }

function off(amountFen: number, { offBp, thresholdFen = 0, capFen = Number.POSITIVE_INFINITY }: ArgsOf<typeof args>) {
  return amountFen >= thresholdFen ? Math.min(share(amountFen, offBp), capFen) : 0
}

/** 满100打9折，最多减20: a part of the amount, rounded half up, up to a cap. `offBp` is what is taken off: 1000 is 9折. */
export const percent = action({
  code: 'percent',
  label: '折扣',
  args,
  off,
  next(amountFen, args) {
    const { thresholdFen = 0 } = args
    const offFen = off(thresholdFen, args)
    return amountFen < thresholdFen && offFen > 0 ? { thresholdFen, offFen } : undefined
  },
  explain({ offBp, thresholdFen, capFen }) {
    const least = thresholdFen ? `满${shortYuan(thresholdFen)}` : ''
    const most = capFen === undefined ? '' : `，最多减${shortYuan(capFen)}`
    return `${least}${offBp === 10_000 ? '免单' : `打${(10_000 - offBp) / 1000}折`}${most}`
  },
})
