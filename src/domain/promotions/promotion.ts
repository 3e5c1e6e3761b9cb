import { type ActionUse, actionOf } from './actions'
import { type ConditionUse, conditionOf } from './conditions'
import type { Occasion, Refusal, Step } from './rule'
import { type Scope, scopeInWords } from './scope'

/** What a ladder and a coupon have in common: which goods, when, and what is taken off. */
export interface Promotion {
  scope?: Scope
  /** All of them must hold. */
  conditions?: readonly ConditionUse[]
  action: ActionUse
}

/** Fen off an amount of goods in scope, never more than the amount. */
export function offOf({ action }: Promotion, amountFen: number): number {
  return Math.min(actionOf(action).off(amountFen, action.args), amountFen)
}

/** The next step up from an amount of goods in scope. */
export function nextOf({ action }: Promotion, amountFen: number): Step | undefined {
  const next = actionOf(action).next(amountFen, action.args)
  return next && { ...next, offFen: Math.min(next.offFen, next.thresholdFen) }
}

/** Conditions that do not hold, in words. `issuing` asks only those a coupon is handed out by. */
export function unmet({ conditions = [] }: Promotion, occasion: Occasion, issuing = false): Refusal[] {
  return conditions.flatMap((use) => {
    const rule = conditionOf(use)
    const text = issuing && !rule.whenIssued ? undefined : rule.check(use.args, occasion)
    return text === undefined ? [] : [{ code: use.code, text }]
  })
}

/** The whole rule in words: `满100减10，满200减30，限水果，周六、周日 14:00–18:00可用`. */
export function promotionInWords({ scope, conditions = [], action }: Promotion): string {
  const parts = [
    actionOf(action).explain(action.args),
    scopeInWords(scope),
    ...conditions.map((use) => conditionOf(use).explain(use.args)),
  ]
  return parts.filter(Boolean).join('，')
}
