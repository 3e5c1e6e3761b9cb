/**
 * What can go wrong:
 * - `error`: the request or call is not carried out, its answer is an error
 * - `latency`: it takes `ms` longer, in real time (the time that SDKs' and functions' timeouts run in)
 * - `dropRequest`: it never arrives, the connection breaks
 * - `dropReply`: it is carried out, the connection breaks before the answer
 * - `conflict`: a write in a transaction, or its commit, meets somebody else's write; the transaction is aborted
 * - `crash`, `timeout`: the instance dies in the middle of a call
 * - `duplicate`: a payment notice arrives `copies` times more
 * - `late`: a payment notice comes `ms` later, on the cloud's clock
 * - `disconnect`: a live query's connection breaks instead of delivering an event
 */
export const FAULT_KINDS = [
  'error',
  'latency',
  'dropRequest',
  'dropReply',
  'conflict',
  'crash',
  'timeout',
  'duplicate',
  'late',
  'disconnect',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** A number, or a range from which the seed draws one (whole, both ends included). */
export type Amount = number | [number, number]

/** One rule: what goes wrong, where, and when. */
export interface FaultSpec {
  kind: FaultKind
  /**
   * Where: a point such as `database.modifyDocument`, `pay.unifiedOrder`, `invoke`, or all that begin alike
   * (`database.*`); absent: wherever the kind can strike.
   */
  at?: string
  /** Only this collection, or this function. */
  name?: string
  /** Only calls of functions that come this way: `wx_client`, `wx_trigger`, `wx_paycallback`, … */
  source?: string
  /** The first of the calls that fit which is struck, from 1 (the default). */
  nth?: number
  /** How many are struck; default: one when `nth` is given, else no end. */
  times?: number
  /** Strikes each call with this probability, 0 to 1, as `seed` decides; default: always. */
  probability?: number
  seed?: number
  /** `error`: what is answered; default: the system error of the SDK, or a function that failed. */
  code?: string
  message?: string
  /** `latency` (real ms, default 50), `late` (ms of the cloud's clock, default a minute). */
  ms?: Amount
  /**
   * `crash`, `timeout`: so many of the call's requests are carried out, and the answer of the last is not heard (0, the
   * default: it dies over its first). A call that makes fewer dies when it is done, and its result is lost.
   */
  afterRequests?: Amount
  /** `duplicate`: how many more (default 1); `together`: at the same time, not one after the other. */
  copies?: Amount
  together?: boolean
}

/** A rule in force. */
export interface FaultRule extends FaultSpec {
  id: number
  /** How many it has struck. */
  struck: number
}

/** A request, call, notice or event that a fault may meet. */
export interface Point {
  at: string
  name: string
  source?: string
  /** A write in a transaction, or a commit: what a conflict can meet. */
  contended?: boolean
}

/** One fault that happened. */
export interface Struck {
  rule: number
  kind: FaultKind
  at: string
  name: string
  /** Which call it was, among those of this point and name that the rule has looked at, from 1. */
  occurrence: number
  /** Time of the cloud, ms. */
  now: number
  /** Drawn or given: ms, requests or copies. */
  amount?: number
  code?: string
  message?: string
  together?: boolean
}

/** Rates by kind: a probability, or a rule's other fields with one. */
export type FaultRates = Partial<
  Record<FaultKind, number | (Omit<FaultSpec, 'kind' | 'seed'> & { probability: number })>
>

/** What `--faults` and `POST /_localcloud/faults` take. */
export interface FaultPlan {
  rules?: FaultSpec[]
  seed?: number
  rates?: FaultRates
}
