import { allocate } from '../allocate'
import type { Goal } from '../promotions/goal'
import { promotionInWords } from '../promotions/promotion'
import { shortYen } from '../yuan'
import type { Combination } from './best'
import { inScope, ladderName } from './ladder'

/** Money off, named, with its part of every line; parts add up to `offFen`. */
export interface Discount {
  kind: 'ladder' | 'coupon' | 'goal'
  /** Of the ladder or the coupon; `goal`. */
  id: string
  /** Of the coupon's template. */
  templateId?: string
  name: string
  /** The rule it follows, in words. */
  rule: string
  /** The rule and what it comes to, in words. */
  reason: string
  offFen: number
  parts: number[]
}

const because = (rule: string, offFen: number) => ({ rule, reason: `${rule}：减 ${shortYen(offFen)}`, offFen })

/**
 * The discounts of a combination in the order they come off. Each goes to the lines in its scope in proportion to their
 * amounts before it, by largest remainder.
 */
export function discountsOf(
  { laddered, open, offFen }: Combination,
  goal: Goal | undefined,
  goalFen: number,
): Discount[] {
  const discounts: Discount[] = []
  const { taken, after } = laddered
  if (taken) {
    const { ladder, offFen, parts } = taken
    const why = because(promotionInWords(ladder), offFen)
    discounts.push({ kind: 'ladder', id: ladder.id, name: ladderName(ladder), ...why, parts })
  }
  let left = after
  if (open) {
    const { id, template } = open.coupon
    const why = because(promotionInWords(template), offFen)
    const parts = allocate(offFen, inScope(left, open.covers))
    left = left.map((amount, i) => amount - (parts[i] as number))
    discounts.push({ kind: 'coupon', id, templateId: template.id, name: template.name, ...why, parts })
  }
  const goalOff = Math.min(
    goalFen,
    left.reduce((a, b) => a + b, 0),
  )
  if (goal && goalOff > 0) {
    const why = because(`全团满 ${goal.orders} 单`, goalOff)
    discounts.push({ kind: 'goal', id: 'goal', name: '全团达标', ...why, parts: allocate(goalOff, left) })
  }
  return discounts
}
