import { type DividendGate, dividendLevels, menteesOf } from '../incentives/dividend'
import { coefficient, demandOf, moveTiers } from '../incentives/thresholds'
import { keptLinkBusy } from '../incentives/virtualTier'
import { sum } from '../money'
import { type Period, periodEnd, periodStart } from '../period'
import type { Plan, Tier } from '../plan/plan'
import { assess } from './assess'
import type { Digest } from './canonical'
import { netsOf, Standing, toTake } from './clawback'
import { emptyMonth, History, type MonthFacts, type Packet, type PlanAt } from './facts'
import { type Leaders, menteesByMentor, regionOf } from './leaders'
import { bases, commissionTerms, reckon } from './lines'
import { type Month, monthsOf } from './months'
import { Newcomers } from './newcomers'
import type { Order } from './order'
import { type Clawback, type Lines, payable, type Statement, sealed, type Terms } from './statement'

export interface SettleInput {
  /** Every order there has been, sorted (`inOrder`), with its net as known now; fully refunded ones with net 0. */
  orders: Iterable<Order>
  planAt: PlanAt
  digest: Digest
  leaders?: Leaders
  /** What was settled before: the last month, and all statements in the order they were made. */
  settled?: { through: Period; statements: readonly Statement[] }
  /** Last month to settle; without it, that of the last order. */
  until?: Period
  /** Needed for a plan with a team dividend. */
  gate?: DividendGate
  /**
   * Tiers as they were published for a month and region; without it they are worked out from the orders. Published once,
   * before the month begins, they hold whatever becomes known later: a running month's thresholds never rise.
   */
  published?: (period: Period, region: string) => Tier[] | undefined
  /** Red packets received, by the month; without it, each one earned is taken as received when it was. */
  received?: (period: Period) => readonly Packet[]
}

export interface SettledMonth {
  period: Period
  plan: Plan
  /** By leader, code unit by code unit: everybody with effective orders, or to whom something is due. */
  statements: Statement[]
}

const nobody: Leaders = new Map()

/**
 * Settles month after month (incentives.md, "Statement and payout"). A function of the orders, plans, leaders and
 * statements alone: however the months are cut into runs, and whatever was forgotten between them, the same statements
 * come. Settled months are recomputed by today's nets with their benchmarks, bands and thresholds as they were; what
 * they together gave too much is in the clawback of the first month that is not settled yet.
 * @throws GateClosed, OutOfOrder, MoneyError
 */
export function* settle(input: SettleInput): Generator<SettledMonth> {
  const run = new Run(input)
  for (const month of monthsOf(input.orders, input.until)) {
    if (input.settled && month.period <= input.settled.through) run.recount(month)
    else yield run.settle(month)
  }
}

/** One pass over the months. */
class Run {
  readonly #leaders: Leaders
  readonly #history: History
  readonly #newcomers: Newcomers
  readonly #standing: Standing
  readonly #direct: ReadonlyMap<string, readonly string[]>
  /** Found in settled months, for the next statement, by leader. */
  #open = new Map<string, readonly Clawback[]>()

  constructor(private readonly input: SettleInput) {
    this.#leaders = input.leaders ?? nobody
    this.#history = new History(input.planAt)
    this.#newcomers = new Newcomers(this.#leaders, input.planAt)
    this.#standing = new Standing(input.settled?.statements ?? [])
    this.#direct = menteesByMentor(this.#leaders)
  }

  /** A month that was settled: what of it does not stand any more? */
  recount(month: Month): void {
    const facts = this.#history.count(month)
    const baseOf = bases(facts)
    const netOf = netsOf(month.orders)
    const settled = this.#standing.settled(month.period)
    for (const leaderId of new Set([
      ...facts.leaders.keys(),
      ...settled.keys(),
      ...this.#newcomers.due(month.period),
    ])) {
      const statement = settled.get(leaderId)
      const terms = statement?.terms ?? plainTerms(facts.plan)
      const { lines } = this.#reckon(leaderId, facts, terms, baseOf)
      const change = statement && this.#standing.changeOf(statement, lines, netOf)
      if (change) this.#add(leaderId, [change])
    }
  }

  #add(leaderId: string, items: readonly Clawback[]): void {
    this.#open.set(leaderId, [...(this.#open.get(leaderId) ?? []), ...items])
  }

  /** A month that was not: its statements. */
  settle(month: Month): SettledMonth {
    const { period } = month
    const plan = this.input.planAt(periodStart(period))
    const levels = dividendLevels(plan, this.input.gate)
    const tiersOf = this.#tiers(period, plan)
    const facts = this.#history.count(month)
    const assessed = assess(facts, this.#leaders)
    const baseOf = bases(facts)
    const packets = this.#packets(facts)
    for (const [leaderId, changes] of this.#open) this.#open.set(leaderId, toTake(changes))
    const received = [...packets.values()].flat().map((packet) => ({ ...packet, period }))
    for (const [leaderId, items] of this.#standing.unearned(received, this.#history.earned, periodEnd(period)))
      this.#add(leaderId, items)
    const termsOf = (leaderId: string): Terms => {
      const region = regionOf(leaderId, this.#leaders)
      const opened = this.#leaders.get(leaderId)?.openDays ?? []
      return {
        region,
        tiers: tiersOf(region),
        ...assessed(leaderId),
        mentees: menteesOf(leaderId, this.#direct, levels),
        linkBusy: plan.virtualTier !== null && keptLinkBusy(opened, plan.virtualTier.days, period),
      }
    }
    const statements: Statement[] = []
    for (const leaderId of this.#everybody(facts, packets)) {
      const terms = termsOf(leaderId)
      const { lines, details, ...rest } = this.#reckon(leaderId, facts, terms, baseOf)
      const clawback = this.#open.get(leaderId) ?? []
      const all: Lines = { ...lines, clawback: sum(clawback.map((item) => item.fen)) }
      const redPackets = (packets.get(leaderId) ?? []).map(({ id, fen, at, endsAt }) => ({ id, fen, at, endsAt }))
      if (rest.effectiveOrders + redPackets.length === 0 && Object.values(all).every((fen) => fen === 0)) continue
      const redPacketsFen = sum(redPackets.map((packet) => packet.fen))
      const statement = sealed(
        {
          leaderId,
          period,
          ...rest,
          terms,
          lines: all,
          details: { ...details, clawback: [...clawback], redPackets },
          ...payable(all, redPacketsFen, this.#standing.debt(leaderId), plan.withholding),
        },
        this.input.digest,
      )
      this.#standing.note(statement)
      statements.push(statement)
    }
    this.#open = new Map()
    return { period, plan, statements }
  }

  #reckon(leaderId: string, facts: MonthFacts, terms: Terms, baseOf: (leaderId: string) => number) {
    const { plan, period } = facts
    const month = facts.leaders.get(leaderId) ?? emptyMonth()
    const reward = this.#newcomers.count(leaderId, period, month, commissionTerms(plan, terms))
    return reckon(month, plan, terms, reward, baseOf)
  }

  /** Everybody who may have a statement, by code unit. */
  #everybody(facts: MonthFacts, packets: ReadonlyMap<string, unknown>): string[] {
    const found = new Set([
      ...facts.leaders.keys(),
      ...packets.keys(),
      ...this.#newcomers.due(facts.period),
      ...(facts.plan.dividend ? this.#direct.keys() : []),
      ...this.#open.keys(),
    ])
    return [...found].sort()
  }

  /** Tiers of a month by region. Called before the month is counted, for they are made of what came before it. */
  #tiers(period: Period, plan: Plan): (region: string) => Tier[] {
    const { dynamic, tiers: own } = plan
    if (!dynamic || own.length === 0) return () => own
    const past = [...this.#history.recent()]
    const moved = (region: string) => {
      const here = past.filter((order) => regionOf(order.leaderId, this.#leaders) === region)
      return moveTiers(own, coefficient(demandOf(here, period), dynamic))
    }
    const known = new Map<string, Tier[]>()
    return (region) => {
      const tiers = known.get(region) ?? this.input.published?.(period, region) ?? moved(region)
      known.set(region, tiers)
      return tiers
    }
  }

  /** Red packets received in a month, by leader. */
  #packets(facts: MonthFacts): Map<string, Packet[]> {
    const given = this.input.received?.(facts.period) ?? [...facts.leaders.values()].flatMap((month) => month.packets)
    const result = new Map<string, Packet[]>()
    for (const packet of given) result.set(packet.leaderId, [...(result.get(packet.leaderId) ?? []), packet])
    return result
  }
}

/** Terms of a month for somebody who had no statement of it: nothing is compared with what comes of them. */
function plainTerms(plan: Plan): Terms {
  const { tiers } = plan
  const judged = { figures: null, benchmarks: null, score: null, band: null, factorBp: 10_000 }
  return { region: '', tiers, ...judged, mentees: [], linkBusy: false }
}
