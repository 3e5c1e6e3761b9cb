import { type Condition, registry, type Use } from '../rule'
import { newCustomer } from './newCustomer'
import { segment } from './segment'
import { weekdayHours } from './weekdayHours'

/** Everything a ladder or a coupon can ask for. A new one is a file, its test, and its name here. */
export const conditions = [newCustomer, segment, weekdayHours] as const

export type ConditionUse = Use<(typeof conditions)[number]>

export const conditionOf = registry(conditions as unknown as readonly Condition[])
