import { isSystemCollection } from '../server/system'
import { compileRule, type RuleExpression } from './expression'

/** What clients may read of a collection. Writing is for functions only. */
export interface CollectionRule {
  /** true: everything; false: nothing; an expression: the documents for which it holds. */
  read: boolean | string
}

export interface Identity {
  openid?: string
  uid?: string
}

/** Decides document by document what a client may read. Collections without a rule are closed. */
export class Rules {
  private readonly rules = new Map<string, boolean | RuleExpression>()

  /** @throws when an expression does not parse */
  constructor(rules: Record<string, CollectionRule>) {
    for (const [collection, rule] of Object.entries(rules)) {
      const { read } = rule
      if (typeof read !== 'boolean' && typeof read !== 'string') {
        throw new Error(`rule of ${collection}: read must be true, false or an expression`)
      }
      this.rules.set(collection, typeof read === 'string' ? compileRule(read) : read)
    }
  }

  /** Whether a client may ask at all. */
  isOpen(collection: string): boolean {
    return !isSystemCollection(collection) && (this.rules.get(collection) ?? false) !== false
  }

  mayRead(collection: string, doc: Record<string, unknown>, auth: Identity): boolean {
    const rule = this.rules.get(collection) ?? false
    return this.isOpen(collection) && (typeof rule === 'function' ? rule({ auth, doc }) : rule)
  }
}
