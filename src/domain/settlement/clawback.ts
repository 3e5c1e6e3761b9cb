import { sum } from '../money'
import type { Period } from '../period'
import type { Packet } from './facts'
import type { Order } from './order'
import { type Clawback, type Lines, lineNames, type Statement } from './statement'

/** A red packet that was received, and in which month. */
export type Received = Pick<Packet, 'id' | 'leaderId' | 'fen' | 'endsAt'> & { period: Period }

/** What settled statements have given by now: their lines and what later statements took back of them. */
export class Standing {
  /** To be recomputed: by period, then leader. */
  readonly #settled = new Map<Period, Map<string, Statement>>()
  readonly #taken = new Map<string, Clawback[]>()
  readonly #debts = new Map<string, number>()
  readonly #received: Received[] = []
  readonly #reversed = new Set<string>()

  /** @param settled statements of earlier runs, in the order they were made */
  constructor(settled: readonly Statement[]) {
    for (const statement of settled) {
      const leaders = this.#settled.get(statement.period) ?? new Map<string, Statement>()
      this.#settled.set(statement.period, leaders.set(statement.leaderId, statement))
      this.note(statement)
    }
  }

  /** Remembers what later statements need of one: debt, what it took back, red packets; not its orders. */
  note({ leaderId, period, details, carriedForward }: Statement): void {
    this.#debts.set(leaderId, Math.max(0, -carriedForward))
    for (const { id, fen, endsAt } of details.redPackets) this.#received.push({ id, leaderId, fen, endsAt, period })
    for (const item of details.clawback) {
      if (item.redPacket !== undefined) this.#reversed.add(item.redPacket)
      else {
        const key = keyOf(leaderId, item.period)
        this.#taken.set(key, [...(this.#taken.get(key) ?? []), item])
      }
    }
  }

  /** Settled statements of a month by leader. */
  settled(period: Period): ReadonlyMap<string, Statement> {
    return this.#settled.get(period) ?? new Map()
  }

  /** Debt a leader carries into his next statement, fen ≥ 0. */
  debt(leaderId: string): number {
    return this.#debts.get(leaderId) ?? 0
  }

  /**
   * What a settled month gives when recomputed by the orders as they are now, less what still stands of what it gave, so
   * that nothing is taken twice; undefined where that is line for line the same.
   * @param now the recomputed lines
   * @param netOf today's net of an order, fen
   */
  changeOf(statement: Statement, now: Lines, netOf: (orderId: string) => number): Clawback | undefined {
    const taken = this.#taken.get(keyOf(statement.leaderId, statement.period)) ?? []
    const lines: Partial<Lines> = {}
    let fen = 0
    for (const name of lineNames) {
      if (name === 'clawback') continue
      const stands = taken.reduce((of, item) => of + (item.lines?.[name] ?? 0), statement.lines[name])
      if (now[name] === stands) continue
      lines[name] = now[name] - stands
      fen += now[name] - stands
    }
    if (Object.keys(lines).length === 0) return undefined
    const known = new Map(taken.flatMap((item) => item.orders ?? []).map((order) => [order.orderId, order.netFen]))
    const orders = statement.details.orders.flatMap(({ orderId, netFen }) => {
      const wasFen = known.get(orderId) ?? netFen
      return netOf(orderId) === wasFen ? [] : [{ orderId, wasFen, netFen: netOf(orderId) }]
    })
    return { period: statement.period, fen, lines, orders }
  }

  /**
   * Red packets that were received and are not earned by the orders as they are now, each once, by leader. One whose
   * window is not over at `end` may still be earned; a group says nothing of its end and is taken as over.
   * @param now those of the month being settled
   */
  unearned(now: readonly Received[], earned: ReadonlySet<string>, end: number): Map<string, Clawback[]> {
    const result = new Map<string, Clawback[]>()
    for (const { id, leaderId, period, fen, endsAt } of [...this.#received, ...now]) {
      if (earned.has(id) || this.#reversed.has(id) || (endsAt ?? 0) > end) continue
      result.set(leaderId, [...(result.get(leaderId) ?? []), { period, fen: -fen, redPacket: id }])
    }
    return result
  }
}

/**
 * What of a leader's changed months is for his next statement: all of it where together they gave too much, else nothing,
 * for the line is never positive. So a buyer who is new a month later, because his first order was refunded, costs his
 * leader nothing; and what is not given now still stands against what is taken later.
 */
export function toTake(changes: readonly Clawback[]): readonly Clawback[] {
  return sum(changes.map((one) => one.fen)) < 0 ? changes : []
}

/** Today's nets of a month's orders; an order that is gone has none. */
export function netsOf(orders: readonly Order[]): (orderId: string) => number {
  const nets = new Map(orders.map((order) => [order.orderId, order.netFen]))
  return (orderId) => nets.get(orderId) ?? 0
}

const keyOf = (leaderId: string, period: Period) => `${period} ${leaderId}`
