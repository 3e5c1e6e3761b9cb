import type { z } from 'zod'
import { account } from './account'
import { campaign } from './campaign'
import type { CommonError, Contract } from './define'
import { group } from './group'
import { leader } from './leader'
import { order } from './order'

/** Every action of the system. The part before the dot names the cloud function that serves it. */
export const contracts = { ...account, ...group, ...order, ...leader, ...campaign }

export type Contracts = typeof contracts
export type ActionName = keyof Contracts
export type InputOf<A extends ActionName> = z.input<Contracts[A]['input']>
export type OutputOf<A extends ActionName> = z.output<Contracts[A]['output']>
export type ErrorOf<A extends ActionName> = (keyof Contracts[A]['errors'] & string) | CommonError

export * from './define'
export type { Contract }
