import type { NewLeaderRules } from '../plan/plan'
import { DAY_MS, dayStart } from '../time'

/**
 * Days of a new leader's guarantee as instants [start, end): day 0 is the business day of his approval. The statement
 * of the month that holds `end`, the beginning of day 30, pays the top-up.
 */
export function guaranteeDays(approvedAt: number, rules: Pick<NewLeaderRules, 'days'>): { start: number; end: number } {
  const start = dayStart(approvedAt)
  return { start, end: start + rules.days * DAY_MS }
}

/** What a new leader did and earned in those days. */
export interface NewLeaderDays {
  /** Effective orders. */
  orders: number
  /** Days with an effective order. */
  activeDays: number
  /** Commission of those orders, credits for new customers among them, and the first-order reward. */
  commissionFen: number
  creditsFen: number
  firstOrderFen: number
}

/** Top-up to the guaranteed income in fen; 0 when it was not asked for enough or was earned anyway. */
export function topUp(days: NewLeaderDays, rules: NewLeaderRules): number {
  if (days.orders < rules.minOrders || days.activeDays < rules.minActiveDays) return 0
  return Math.max(0, rules.guaranteeFen - days.commissionFen - days.creditsFen - days.firstOrderFen)
}
