import { multiply } from '../../integer'
import { shortYuan } from '../../yuan'
import { type ArgsOf, fen, optional } from '../args'
import { action } from '../rule'

const args = { thresholdFen: fen('每满'), offFen: fen('减'), capFen: optional(fen('最多减')) }

function off(amountFen: number, { thresholdFen, offFen, capFen = Number.POSITIVE_INFINITY }: ArgsOf<typeof args>) {
  return Math.min(multiply(Math.floor(amountFen / thresholdFen), offFen), capFen)
}

/** 每满199减20: once for every full threshold, up to a cap. */
export const every = action({
  code: 'every',
  label: '每满减',
  args,
  wrong({ thresholdFen, offFen, capFen = offFen }) {
    if (offFen > thresholdFen) return '减的比门槛还多'
    return capFen < offFen ? '封顶比一次减的还少' : undefined
  },
  off,
  next(amountFen, args) {
    const thresholdFen = multiply(Math.floor(amountFen / args.thresholdFen) + 1, args.thresholdFen)
    const offFen = off(thresholdFen, args)
    return offFen > off(amountFen, args) ? { thresholdFen, offFen } : undefined
  },
  explain({ thresholdFen, offFen, capFen }) {
    const most = capFen === undefined ? '' : `，最多减${shortYuan(capFen)}`
    return `每满${shortYuan(thresholdFen)}减${shortYuan(offFen)}${most}`
  },
})
