import type { VirtualClock } from './clock'

/** Something to do at a virtual time. `run` must not reject: whoever schedules handles its failures. */
interface Job {
  at: number
  rank: string
  order: number
  run(): Promise<void>
  cancelled: boolean
}

/** Firings of one timer within one jump of the clock, unless the caller says otherwise. */
export const DEFAULT_FIRINGS_PER_JUMP = 60
/** Longest real sleep; setTimeout cannot wait longer than 2^31 ms and the clock may be moved meanwhile. */
const LONGEST_SLEEP_MS = 60_000

/**
 * Runs jobs at their virtual time: as time passes when the clock runs, within `jump` when somebody moves it.
 */
export class Scheduler {
  private readonly heap: Job[] = []
  private order = 0
  private sleeping: NodeJS.Timeout | undefined
  private moving: Promise<void> = Promise.resolve()
  private readonly running = new Set<Promise<unknown>>()
  private closed = false
  private readonly movedBack = new Set<() => void>()
  /** Where the jump under way ends and how many firings a timer may have in it. */
  jumping: { from: number; to: number; firings: number } | undefined

  constructor(private readonly clock: VirtualClock) {}

  /**
   * Schedules `run` at virtual time `at` (ms); the returned function cancels it. What is due at the same instant runs by
   * `rank`, then in the order in which it was scheduled: the same things come in the same order, whatever happened before.
   */
  at(at: number, run: () => Promise<void>, rank = ''): () => void {
    const job: Job = { at, rank, order: this.order++, run, cancelled: false }
    push(this.heap, job)
    if (this.heap[0] === job) this.sleep()
    return () => {
      job.cancelled = true
    }
  }

  /**
   * Moves the clock to `to` and leaves it frozen there; what is due on the way runs in order of time, each awaited,
   * with the clock standing at its time. What is under way is waited for first. Moving backwards runs nothing. Calls
   * queue up.
   * @param firings at most about this many firings of one recurring timer (the last due one is always among
   *   them; 1: only that one)
   */
  jump(to: number | ((now: number) => number), firings = DEFAULT_FIRINGS_PER_JUMP): Promise<void> {
    const move = this.moving.then(async () => {
      await this.settled()
      const from = this.clock.now()
      const target = typeof to === 'number' ? to : to(from)
      this.clock.freeze(from)
      this.jumping = { from, to: target, firings }
      try {
        for (let job = this.pop(target); job && !this.closed; job = this.pop(target)) {
          if (job.at > this.clock.now()) this.clock.freeze(job.at)
          await job.run()
        }
      } finally {
        this.jumping = undefined
        this.clock.freeze(target)
        if (target < from) this.planAnew()
      }
    })
    this.moving = move.catch(() => undefined)
    return move
  }

  /** Calls back whenever the clock has been moved back: what recurs must be planned anew. Returns how to end that. */
  onMovedBack(listener: () => void): () => void {
    this.movedBack.add(listener)
    return () => this.movedBack.delete(listener)
  }

  /** Lets the clock run on, or from another time (ms); jobs then run as they come due. */
  follow(speed: number, from?: number): void {
    const before = this.clock.now()
    this.clock.run(speed, from)
    if (from !== undefined && from < before) this.planAnew()
    this.sleep()
  }

  /** Puts the clock to a time without running what is due: frozen at `start` (ms), or running with real time. */
  restart(start: number | undefined): void {
    if (start === undefined) this.clock.run(1, Date.now())
    else this.clock.freeze(start)
    this.planAnew()
    this.sleep()
  }

  /** Starts ticking if the clock runs. Call once everything of the start is scheduled. */
  start(): void {
    this.sleep()
  }

  /** Makes `work` something that is waited for before the clock is moved; its failure is for others to handle. */
  track(work: Promise<unknown>): void {
    const done: Promise<unknown> = work.then(nothing, nothing).then(() => this.running.delete(done))
    this.running.add(done)
  }

  /** Resolves when nothing that was started by the clock or tracked is under way. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running)
  }

  /** Stops; waits for what runs. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.sleeping)
    await this.settled()
  }

  private pop(until: number): Job | undefined {
    while (this.heap[0] && (this.heap[0].cancelled || this.heap[0].at <= until)) {
      const job = shift(this.heap)
      if (job && !job.cancelled) return job
    }
    return undefined
  }

  private planAnew(): void {
    for (const listener of this.movedBack) listener()
  }

  private sleep(): void {
    clearTimeout(this.sleeping)
    const speed = this.clock.speed
    const next = this.heap[0]
    if (this.closed || speed === 0 || !next) return
    const wait = Math.ceil((next.at - this.clock.now()) / speed)
    this.sleeping = setTimeout(() => this.tick(), Math.min(Math.max(wait, 0), LONGEST_SLEEP_MS))
    this.sleeping.unref()
  }

  private tick(): void {
    if (this.clock.frozen) return
    const now = this.clock.now()
    for (let job = this.pop(now); job; job = this.pop(now)) {
      this.track(job.run())
    }
    this.sleep()
  }
}

const nothing = (): void => undefined

function before(a: Job, b: Job): boolean {
  if (a.at !== b.at) return a.at < b.at
  return a.rank === b.rank ? a.order < b.order : a.rank < b.rank
}

function push(heap: Job[], job: Job): void {
  let i = heap.push(job) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    const above = heap[parent] as Job
    if (!before(job, above)) break
    heap[i] = above
    i = parent
  }
  heap[i] = job
}

function shift(heap: Job[]): Job | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!last || heap.length === 0) return first
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1] as Job, heap[child] as Job)) child++
    if (!before(heap[child] as Job, last)) break
    heap[i] = heap[child] as Job
    i = child
  }
  heap[i] = last
  return first
}
