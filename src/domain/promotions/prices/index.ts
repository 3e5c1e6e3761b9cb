import { type Price, registry, type Use } from '../rule'
import { flash } from './flash'
import { newcomer } from './newcomer'
import { team } from './team'

/** Every unit price besides the group's, in the order in which equals are preferred (incentives.md names them so). */
export const prices = [flash, team, newcomer] as const

export type PriceUse = Use<(typeof prices)[number]>

export const priceOf = registry(prices as unknown as readonly Price[])
