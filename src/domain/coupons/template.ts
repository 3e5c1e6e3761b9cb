import type { Promotion } from '../promotions/promotion'

/** A coupon template: the rule all copies follow (incentives.md, "Prices and coupons"). */
export interface Template extends Promotion {
  id: string
  name: string
  validity: Validity
  quota?: {
    /** Copies there may be in all. */
    total?: number
    /** Copies one person may have had, whatever became of them. */
    perPerson?: number
  }
  /** Who bears it. A leader pays for his own group only: there is the only place it can be used. */
  paidBy: 'platform' | { leaderId: string }
}

/** From an instant to before another; or so many days (of 24 hours) from the moment a copy is handed out. */
export type Validity = { from: number; to: number } | { days: number }
