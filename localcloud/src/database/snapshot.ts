import type { Transaction } from 'lmdb'

/** One committed state, readable as long as someone holds it. */
export class Snapshot {
  /** Number of the commit that made it. */
  readonly sequence: number
  readonly transaction: Transaction
  #holders = 1

  constructor(sequence: number, transaction: Transaction) {
    this.sequence = sequence
    this.transaction = transaction
  }

  retain(): this {
    this.#holders++
    return this
  }

  release(): void {
    if (--this.#holders === 0) this.transaction.done()
  }
}
