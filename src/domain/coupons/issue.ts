import { unmet } from '../promotions/promotion'
import type { Occasion, Refusal } from '../promotions/rule'
import { momentInWords } from '../time'
import type { Template } from './template'

/** Copies handed out so far. */
export interface Issued {
  inAll: number
  toThisPerson: number
}

/**
 * Why one more copy can not be handed out; empty when it can. A copy of absolute validity can be handed out before it
 * begins. Who is given one must be of its segment and a new customer where it asks for that; the hours are a matter of
 * using it. Both are asked again when it is used.
 */
export function issueRefusals(template: Template, issued: Issued, occasion: Occasion): Refusal[] {
  const { validity, quota = {} } = template
  const { total = Number.POSITIVE_INFINITY, perPerson = Number.POSITIVE_INFINITY } = quota
  const reasons = unmet(template, occasion, true)
  if ('to' in validity && occasion.at >= validity.to)
    reasons.push({ code: 'over', text: `活动已于 ${momentInWords(validity.to)} 结束` })
  if (issued.inAll >= total) reasons.push({ code: 'gone', text: '已经领完了' })
  if (issued.toThisPerson >= perPerson) reasons.push({ code: 'hadEnough', text: `每人限领 ${perPerson} 张` })
  return reasons
}
