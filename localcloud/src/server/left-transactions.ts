import type { WireReply, WireRequest } from '../database/types'
import { LIMITS } from '../limits/limits'

/** How the SDK writes what it sends without its transaction, by action. */
const LEAVING: Record<string, string> = {
  'database.modifyDocument': 'where().update()',
  'database.removeDocument': 'where().remove()',
  'database.calculateDocument': 'count()',
  'database.aggregateDocuments': 'aggregate()',
}

/**
 * Notices requests that leave a transaction. `transaction.collection(…)` has these methods, but the SDK sends them
 * without the transaction's id: they see and change the committed state at once, and a rollback does not undo them. The
 * wire does not tell such a request from one that means to be outside; both are told of while a transaction of the
 * same invocation is open (or, without an invocation, one of the processes that have none).
 */
export class LeftTransactions {
  /** Invocation → its open transactions → when they end by themselves, ms. */
  readonly #open = new Map<string, Map<string, number>>()

  /** What to tell about a request, if there is something. */
  warning(body: WireRequest): string | undefined {
    const way = LEAVING[body.action]
    if (!way || this.#open.size === 0 || typeof body.transactionId === 'string') return undefined
    if (way.startsWith('where') && body.queryType === 'DOC') return undefined
    const invocation = invocationOf(body)
    if (!this.#isOpen(invocation)) return undefined
    return `${way} of collection ${body.collectionName} left the open transaction: the SDK sends it without the transaction, so that it happens at once and stays when that is rolled back. Use doc() inside transactions`
  }

  /** To be told of every request that was answered. */
  answered(body: WireRequest, reply: WireReply): void {
    const invocation = invocationOf(body)
    if (body.action === 'database.startTransaction' && typeof reply.transactionId === 'string') {
      const open = this.#open.get(invocation) ?? new Map<string, number>()
      this.#open.set(invocation, open.set(reply.transactionId, Date.now() + LIMITS.transactionMs))
    } else if (body.action === 'database.commitTransaction' || body.action === 'database.abortTransaction') {
      const open = this.#open.get(invocation)
      open?.delete(String(body.transactionId))
      if (open?.size === 0) this.#open.delete(invocation)
    }
  }

  #isOpen(invocation: string): boolean {
    const open = this.#open.get(invocation)
    for (const [id, until] of open ?? []) if (until < Date.now()) open?.delete(id)
    if (open?.size === 0) this.#open.delete(invocation)
    return this.#open.has(invocation)
  }
}

function invocationOf({ wxCloudApiToken }: WireRequest): string {
  return typeof wxCloudApiToken === 'string' ? wxCloudApiToken : ''
}
