import { type Action, registry, type Use } from '../rule'
import { every } from './every'
import { fixed } from './fixed'
import { percent } from './percent'
import { steps } from './steps'

/** Every way to take money off. A new one is a file, its test, and its name here. */
export const actions = [steps, every, fixed, percent] as const

export type ActionUse = Use<(typeof actions)[number]>

export const actionOf = registry(actions as unknown as readonly Action[])
