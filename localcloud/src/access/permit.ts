import { DatabaseError, type Document } from '../database/types'
import { covers, pathsOf } from '../rules/covers'
import { evaluate, type RuleContext } from '../rules/evaluate'
import { mentionsDocument, type Node } from '../rules/nodes'
import { creatorOf, type Operation, type Permission } from '../rules/rules'

/** A rule's decision about one request of one client. */
export class Permit {
  /** Whether single documents have to be tested besides the query. */
  readonly tests: boolean
  private readonly rule: Node | undefined
  /** Whether there may be documents for which the rule holds. */
  private readonly open: boolean

  constructor(
    private readonly collection: string,
    private readonly operation: Operation,
    private readonly permission: Permission,
    private readonly known: Omit<RuleContext, 'doc'>,
  ) {
    this.rule = typeof permission === 'string' ? undefined : permission
    this.tests = this.rule !== undefined && mentionsDocument(this.rule)
    const decided = this.rule && !this.tests ? evaluate(this.rule, { ...known, doc: {} }) === true : true
    this.open = permission !== 'none' && decided
  }

  /**
   * The query, restricted to the caller's own documents where only the creator may (as the platform does silently).
   * With a custom rule the query itself has to show that it asks for nothing else; otherwise it is refused.
   * @throws DatabaseError DATABASE_PERMISSION_DENIED
   */
  narrow(query: Document): Document {
    this.requireOpen()
    if (this.permission === 'own') {
      const _openid = creatorOf(this.known.auth)
      return '_openid' in query ? { $and: [query, { _openid }] } : { ...query, _openid }
    }
    if (this.rule && this.tests && !covers(this.rule, query, this.known)) {
      const paths = pathsOf(this.rule, this.known).join(', ')
      throw this.denied(`the query must be a subset of the rule: it does not settle ${paths}`)
    }
    return query
  }

  /** @throws DatabaseError DATABASE_PERMISSION_DENIED when no document can make it right */
  requireOpen(): void {
    if (!this.open) throw this.denied('the rule does not allow it')
  }

  /** Whether the rule holds for a document, one that is stored or one that a client wants to make. */
  allows(document: Document): boolean {
    if (!this.open) return false
    if (this.permission === 'own') return document._openid === creatorOf(this.known.auth)
    return !this.rule || !this.tests || evaluate(this.rule, { ...this.known, doc: document }) === true
  }

  /** @throws DatabaseError DATABASE_PERMISSION_DENIED when the rule does not hold for a document */
  require(document: Document): void {
    if (!this.allows(document)) throw this.denied('the rule does not hold for the document')
  }

  private denied(reason: string): DatabaseError {
    const message = `Permission denied: ${this.operation} on ${this.collection}: ${reason}`
    return new DatabaseError('DATABASE_PERMISSION_DENIED', message)
  }
}
