import { checkPlan, checkSpec } from './check'
import { draw, drawAmount, type Lot } from './draw'
import { fits, reaches } from './points'
import type { Amount, FaultKind, FaultPlan, FaultRates, FaultRule, FaultSpec, Point, Struck } from './types'

/** Faults remembered for `trace`; older ones are forgotten. */
const KEPT = 10_000

/** What a rule of a kind takes when it names no amount. */
const DEFAULTS: Partial<Record<FaultKind, Amount>> = {
  latency: 50,
  late: 60_000,
  crash: 0,
  timeout: 0,
  duplicate: 1,
}

/** Amounts of a plan by rates that names none: anything can be struck at any of its steps. */
const PLANNED: Partial<Record<FaultKind, Partial<FaultSpec>>> = {
  latency: { ms: [1, 20] },
  late: { ms: [1000, 300_000] },
  crash: { afterRequests: [0, 8] },
  timeout: { afterRequests: [0, 8] },
  duplicate: { copies: [1, 2] },
}

interface Rule {
  spec: FaultSpec
  id: number
  /** Calls that fit so far, and by point and name. */
  seen: number
  occurrences: Map<string, number>
  struck: number
}

/**
 * Faults on purpose. Whether a call is struck follows from the rule, its seed, the kind, the call's point and name and
 * how many such calls the rule has seen; not from the time, and not from calls of other points or names in between. The
 * exception is by intent: `nth` and `times` count all calls that fit their rule, in order of arrival.
 */
export class Faults {
  private rules: Rule[] = []
  private happened: Struck[] = []
  private ids = 0

  constructor(private readonly now: () => number) {}

  /** Whether there are any: nothing else is asked on the way of a request when there are none. */
  get active(): boolean {
    return this.rules.length > 0
  }

  /** Puts rules in force; each counts from now. Returns their ids. Throws on a rule that makes no sense. */
  add(specs: FaultSpec | FaultSpec[]): number[] {
    const checked = (Array.isArray(specs) ? specs : [specs]).map((spec) => checkSpec(spec))
    return checked.map((spec) => {
      this.rules.push({ spec: { ...spec }, id: ++this.ids, seen: 0, occurrences: new Map(), struck: 0 })
      return this.ids
    })
  }

  /** One rule a rate, all under one seed. Returns the ids of the rules. */
  plan(seed: number, rates: FaultRates): number[] {
    return this.add(
      Object.entries(rates).map(([kind, rate]) => ({
        ...PLANNED[kind as FaultKind],
        ...(typeof rate === 'object' ? rate : { probability: rate }),
        kind: kind as FaultKind,
        seed,
      })),
    )
  }

  /** Rules and rates of a file or a request; all or nothing. */
  load(given: unknown, where?: string): number[] {
    const { rules = [], seed = 0, rates }: FaultPlan = checkPlan(given, where)
    const planned = rates ? this.plan(seed, rates) : []
    return [...planned, ...this.add(rules)]
  }

  /** Takes back one rule, or all. What they did stays in the trace. */
  clear(id?: number): void {
    this.rules = id === undefined ? [] : this.rules.filter((rule) => rule.id !== id)
  }

  /** Begins anew with the rules of this plan: nothing has happened yet, and ids count from 1 again. */
  restart(plan?: FaultPlan): void {
    this.rules = []
    this.happened = []
    this.ids = 0
    if (plan) this.load(plan)
  }

  /** The rules in force, with how often each has struck. */
  list(): FaultRule[] {
    return this.rules.map(({ spec, id, struck }) => ({ ...spec, id, struck }))
  }

  /** What happened, oldest first. */
  trace(): Struck[] {
    return [...this.happened]
  }

  /** Faults that meet this call: any latency, and at most one of another kind, of the rule that was added first. */
  meet(point: Point): Struck[] {
    const met: Struck[] = []
    for (const rule of this.rules) {
      const struck = this.look(rule, point)
      if (!struck || (struck.kind !== 'latency' && met.some(({ kind }) => kind !== 'latency'))) continue
      rule.struck++
      met.push(struck)
    }
    this.happened.push(...met)
    if (this.happened.length > 2 * KEPT) this.happened.splice(0, this.happened.length - KEPT)
    return met
  }

  /** Every rule counts every call that fits, also one that another rule strikes: adding a rule shifts no other. */
  private look(rule: Rule, { at, name, source, contended }: Point): Struck | undefined {
    const { spec } = rule
    if (!reaches(spec.kind, at) || !fits(spec.at, at)) return undefined
    if (spec.name !== undefined && spec.name !== name) return undefined
    if (spec.source !== undefined && spec.source !== source) return undefined
    if (spec.kind === 'conflict' && !contended) return undefined
    const key = `${at} ${name}`
    const occurrence = (rule.occurrences.get(key) ?? 0) + 1
    rule.occurrences.set(key, occurrence)
    rule.seen++
    const { nth = 1, times = spec.nth === undefined ? Number.POSITIVE_INFINITY : 1, probability = 1, seed = 0 } = spec
    if (rule.seen < nth || rule.struck >= times) return undefined
    const lot: Lot = { seed, kind: spec.kind, at, name, occurrence }
    if (probability < 1 && draw(lot, 'strike') >= probability) return undefined
    const amount = spec.ms ?? spec.afterRequests ?? spec.copies ?? DEFAULTS[spec.kind]
    return {
      rule: rule.id,
      kind: spec.kind,
      at,
      name,
      occurrence,
      now: this.now(),
      ...(amount === undefined ? {} : { amount: drawAmount(amount, lot) }),
      ...(spec.code === undefined ? {} : { code: spec.code }),
      ...(spec.message === undefined ? {} : { message: spec.message }),
      ...(spec.together ? { together: true } : {}),
    }
  }
}
