import type { ArgSpecs, ArgsOf } from './args'

/**
 * What a rule may look at. There is nobody in it: prices follow from the moment, the group and what a person belongs
 * to, the same for all who share it, never from who he is (no 杀熟).
 */
export interface Occasion {
  /** When the order is placed, ms. */
  at: number
  /** Whether the buyer has no effective order yet. */
  newCustomer: boolean
  /** Names of the segments the buyer is in. */
  segments: readonly string[]
  /** Whether it is ordered in a team-up. */
  team: boolean
  /** Leader of the group it is ordered in. */
  leaderId?: string
}

/** What of the buyer has to be looked up, because neither the moment nor the group tells it. */
export type LookedUp = 'newCustomer' | 'segments'

/** Why something does not apply, for a program and for a person. */
export interface Refusal {
  code: string
  text: string
}

/** The next threshold above an amount, and what it takes off when it is just reached. */
export interface Step {
  thresholdFen: number
  offFen: number
}

interface Rule<C extends string, S extends ArgSpecs> {
  /** Its name in data. */
  code: C
  /** Its name for operations. */
  label: string
  args: S
  /** What is wrong with arguments that are each fine alone; nothing when they fit. */
  wrong?(args: ArgsOf<S>): string | undefined
  /** The rule with these arguments in words. */
  explain(args: ArgsOf<S>): string
}

/** What takes money off an amount: of a ladder or a coupon. */
export interface Action<C extends string = string, S extends ArgSpecs = ArgSpecs> extends Rule<C, S> {
  /** Fen off the amount of the lines in scope; 0 when its threshold is not reached. May exceed the amount. */
  off(amountFen: number, args: ArgsOf<S>): number
  /** The next step up from an amount; none when there is nothing more to gain. */
  next(amountFen: number, args: ArgsOf<S>): Step | undefined
}

/** What must hold, apart from amounts, for a ladder or a coupon. */
export interface Condition<C extends string = string, S extends ArgSpecs = ArgSpecs> extends Rule<C, S> {
  /** Whether it must already hold when a coupon is handed out. */
  whenIssued: boolean
  /** What of the buyer it asks, if anything. */
  asks?: LookedUp
  /** Why it does not hold, in words; nothing when it does. */
  check(args: ArgsOf<S>, occasion: Occasion): string | undefined
}

/** A unit price besides the group's. */
export interface Price<C extends string = string, S extends ArgSpecs = ArgSpecs> extends Rule<C, S> {
  fen(args: ArgsOf<S>): number
  /** What of the buyer it asks, if anything. */
  asks?: LookedUp
  /** Why it does not apply to so many pieces, in words; nothing when it does. */
  check(args: ArgsOf<S>, occasion: Occasion, pieces: number): string | undefined
}

export const action = <C extends string, S extends ArgSpecs>(rule: Action<C, S>) => rule
export const condition = <C extends string, S extends ArgSpecs>(rule: Condition<C, S>) => rule
export const price = <C extends string, S extends ArgSpecs>(rule: Price<C, S>) => rule

/** A rule named in data with its arguments, for a union of rules. */
export type Use<R> = R extends { code: infer C extends string; args: infer S extends ArgSpecs }
  ? { code: C; args: ArgsOf<S> }
  : never

/** A rule that no list knows: data of a newer version, or a slip. */
export class UnknownRule extends Error {
  override name = 'UnknownRule'
}

/** Looks rules up by code. */
export function registry<R extends { code: string }>(rules: readonly R[]): (use: { code: string }) => R {
  const byCode = new Map(rules.map((rule) => [rule.code, rule]))
  return ({ code }) => {
    const rule = byCode.get(code)
    if (!rule) throw new UnknownRule(`there is no rule "${code}", only ${[...byCode.keys()].join(', ')}`)
    return rule
  }
}
