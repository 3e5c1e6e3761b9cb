import type { Order } from '../../src/domain/settlement/order'
import { Malformed, readTable } from './csv'
import { grown, Ids } from './ids'
import { fen, id, instant, maybe } from './values'

/** Columns of an orders file (docs/plan.md). */
const columns = {
  orderId: { read: id },
  leaderId: { read: id },
  buyerId: { read: id },
  paidAt: { read: instant },
  netFen: { read: fen },
  groupId: { read: maybe(id), optional: true },
} as const

/** Whose orders do not count for a leader besides his own. */
export type Excluded = (leaderId: string, buyerId: string) => boolean

/** Many orders in little memory: a column each, and an object only while somebody looks at one. */
export class OrderTable {
  readonly #ids = new Ids()
  readonly #names = new Ids()
  #lines = new Uint32Array(1024)
  #paidAt = new Float64Array(1024)
  #netFen = new Float64Array(1024)
  #leader = new Uint32Array(1024)
  #buyer = new Uint32Array(1024)
  /** Number of the group's name + 1; 0 without a group. */
  #group = new Uint32Array(1024)
  #sorted: Uint32Array | undefined

  get size(): number {
    return this.#ids.size
  }

  /** Adds an order and returns 0, or the line of the one that has its id already. */
  add(order: Omit<Order, 'counts' | 'groupStartAt'>, line: number): number {
    const { number, known } = this.#ids.add(order.orderId)
    if (known) return this.#lines[number] as number
    const size = number + 1
    this.#lines = grown(this.#lines, size)
    this.#paidAt = grown(this.#paidAt, size)
    this.#netFen = grown(this.#netFen, size)
    this.#leader = grown(this.#leader, size)
    this.#buyer = grown(this.#buyer, size)
    this.#group = grown(this.#group, size)
    this.#lines[number] = line
    this.#paidAt[number] = order.paidAt
    this.#netFen[number] = order.netFen
    this.#leader[number] = this.#names.add(order.leaderId).number
    this.#buyer[number] = this.#names.add(order.buyerId).number
    this.#group[number] = order.groupId === undefined ? 0 : this.#names.add(order.groupId).number + 1
    return 0
  }

  /** The orders by instant of payment, then id by code unit. */
  *inOrder(excluded: Excluded = () => false): Generator<Order> {
    this.#sorted ??= this.#sort()
    const names: string[] = []
    const name = (number: number) => (names[number] ??= this.#names.text(number))
    for (const row of this.#sorted) {
      const leaderId = name(this.#leader[row] as number)
      const buyerId = name(this.#buyer[row] as number)
      const group = this.#group[row] as number
      yield {
        orderId: this.#ids.text(row),
        leaderId,
        buyerId,
        paidAt: this.#paidAt[row] as number,
        netFen: this.#netFen[row] as number,
        counts: buyerId !== leaderId && !excluded(leaderId, buyerId),
        groupId: group === 0 ? undefined : name(group - 1),
      }
    }
  }

  #sort(): Uint32Array {
    const rows = Uint32Array.from({ length: this.size }, (_, row) => row)
    const compare = (a: number, b: number) =>
      (this.#paidAt[a] as number) - (this.#paidAt[b] as number) || this.#ids.compare(a, b)
    const sorted = rows.every((row) => row === 0 || compare(row - 1, row) < 0)
    return sorted ? rows : rows.sort(compare)
  }
}

/**
 * Reads an orders file.
 * @throws Malformed, also on a repeated orderId, naming both lines
 */
export function readOrders(file: string): OrderTable {
  const table = new OrderTable()
  for (const { line, values } of readTable(file, columns)) {
    const before = table.add(values, line)
    if (before > 0) {
      const text = JSON.stringify(values.orderId)
      throw new Malformed(`${file}:${line}: orderId: expected each order once, found ${text} as on line ${before}`)
    }
  }
  return table
}
