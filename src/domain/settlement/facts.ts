import { countsFrom } from '../incentives/effective'
import { type CountedWindow, redPacketId, stepsOf, windowsOf } from '../incentives/targets'
import { windowEnd } from '../incentives/windows'
import { integer } from '../money'
import { type Period, periodEnd, periodStart } from '../period'
import type { Plan } from '../plan/plan'
import { DAY_MS, dayStart } from '../time'
import type { Month } from './months'
import type { Order } from './order'

/** The plan in force at an instant. */
export type PlanAt = (at: number) => Plan

/** A red packet that the orders, as known now, have earned. */
export interface Packet {
  id: string
  leaderId: string
  fen: number
  /** When the order that reached the target was paid. */
  at: number
  /** First instant after its window; null for a group, which does not tell. */
  endsAt: number | null
}

/** What one leader did in a month. */
export interface LeaderMonth {
  /** Effective ones, sorted. */
  orders: Order[]
  netFen: number
  /** Orders that were the first effective one ever of their buyer, with any leader. */
  newCustomers: Order[]
  /** Targets reached in it, by the time they were. */
  packets: Packet[]
  /** In the last 30 days of the month: his buyers with an effective order with him, and those with two or more. */
  buyers: number
  buyersAgain: number
}

export interface MonthFacts {
  period: Period
  plan: Plan
  leaders: ReadonlyMap<string, LeaderMonth>
}

const REPURCHASE_MS = 30 * DAY_MS

/** What the rules must know of the past while months pass, and no more. */
export class History {
  /** Everybody who has had an effective order. */
  readonly #buyers = new Set<string>()
  /** Counts of windows that are not over, by leader, window and key. */
  #windows = new Map<string, { count: number; end: number; plan: Plan }>()
  /** Effective orders of the month just counted and of the one before: 59 days at least, what `demandOf` looks back. */
  #recent: Order[][] = []
  /** Ids of red packets that the orders counted so far earn. */
  readonly earned = new Set<string>()

  /** Windows of the business day that is being counted, for orders without a group: the same for all of them. */
  #today: { end: number; windows: CountedWindow<Plan>[] } = { end: Number.NEGATIVE_INFINITY, windows: [] }

  constructor(private readonly planAt: PlanAt) {}

  /** Effective orders of the month last counted and of the one before. */
  *recent(): Iterable<Order> {
    for (const orders of this.#recent) yield* orders
  }

  /** Counts a month. Months come in order, without a gap, each once. */
  count({ period, orders }: Month): MonthFacts {
    const plan = this.planAt(periodStart(period))
    const leaders = new Map<string, LeaderMonth>()
    const effective: Order[] = []
    for (const order of orders) {
      this.#countWindows(order, leaders)
      if (!order.counts || !countsFrom(order.netFen, plan)) continue
      effective.push(order)
      const month = monthOf(leaders, order.leaderId)
      month.orders.push(order)
      month.netFen = integer(month.netFen + order.netFen, 'net sales')
      if (!this.#buyers.has(order.buyerId)) {
        this.#buyers.add(order.buyerId)
        month.newCustomers.push(order)
      }
    }
    this.#recent = [...this.#recent.slice(-1), effective]
    const end = periodEnd(period)
    this.#countRepurchase(end, leaders)
    for (const [key, window] of this.#windows) if (window.end <= end) this.#windows.delete(key)
    return { period, plan, leaders }
  }

  /** A window counts by the plan in force at its start, also in what it takes for effective. */
  #countWindows(order: Order, leaders: Map<string, LeaderMonth>): void {
    if (!order.counts) return
    for (const { window, key, plan } of this.#windowsOf(order)) {
      const name = `${order.leaderId}\0${window}\0${key}`
      let state = this.#windows.get(name)
      if (!state) {
        state = { count: 0, end: windowEnd(window, key) ?? Number.POSITIVE_INFINITY, plan }
        this.#windows.set(name, state)
      }
      if (!countsFrom(order.netFen, state.plan)) continue
      state.count += 1
      for (const step of stepsOf(state.plan, window)) {
        if (step.orders !== state.count) continue
        const id = redPacketId(order.leaderId, window, key, step.orders)
        this.earned.add(id)
        const endsAt = windowEnd(window, key) ?? null
        const packet = { id, leaderId: order.leaderId, fen: step.amountFen, at: order.paidAt, endsAt }
        monthOf(leaders, order.leaderId).packets.push(packet)
      }
    }
  }

  #windowsOf(order: Order): CountedWindow<Plan>[] {
    if (order.groupId !== undefined) return windowsOf(order, this.planAt)
    if (order.paidAt >= this.#today.end)
      this.#today = { end: dayStart(order.paidAt) + DAY_MS, windows: windowsOf(order, this.planAt) }
    return this.#today.windows
  }

  #countRepurchase(end: number, leaders: Map<string, LeaderMonth>): void {
    const times = new Map<string, Map<string, number>>()
    for (const { paidAt, leaderId, buyerId } of this.recent()) {
      if (paidAt < end - REPURCHASE_MS) continue
      const buyers = times.get(leaderId) ?? new Map<string, number>()
      times.set(leaderId, buyers)
      buyers.set(buyerId, (buyers.get(buyerId) ?? 0) + 1)
    }
    for (const [leaderId, month] of leaders) {
      const buyers = times.get(leaderId)
      if (!buyers) continue
      month.buyers = buyers.size
      for (const n of buyers.values()) if (n >= 2) month.buyersAgain += 1
    }
  }
}

/** A month in which nothing happened. */
export const emptyMonth = (): LeaderMonth => ({
  orders: [],
  netFen: 0,
  newCustomers: [],
  packets: [],
  buyers: 0,
  buyersAgain: 0,
})

function monthOf(leaders: Map<string, LeaderMonth>, leaderId: string): LeaderMonth {
  const month = leaders.get(leaderId) ?? emptyMonth()
  leaders.set(leaderId, month)
  return month
}
