import type { Workspace } from './commands'
import { Overlay } from './overlay'
import type { CommittedChange, Store } from './store'
import type { Locks } from './transactions'
import { View } from './view'

/** Turns of the event loop that a commit waits at most for company. */
const GATHER_TURNS = 4

/** Thrown by a command that must wait until a transaction has given a document free. */
export class Blocked extends Error {}

interface Command {
  run(space: Workspace): unknown
  resolve(result: unknown): void
  reject(error: unknown): void
}

/**
 * Group commit: commands that arrive while a commit is under way run together as the next one. Each sees what those
 * before it wrote, changes nothing when it fails, and is answered only when the commit is on disk.
 */
export class Writer {
  readonly #store: Store
  readonly #locks: Locks
  readonly #now: () => number
  readonly #onCommit: (changes: CommittedChange[]) => void
  #queue: Command[] = []
  /** Commands that wait for a transaction's end. */
  #parked: Command[] = []
  #busy: Promise<void> | undefined
  #inFlight: Overlay | undefined

  constructor(store: Store, locks: Locks, now: () => number, onCommit: (changes: CommittedChange[]) => void) {
    this.#store = store
    this.#locks = locks
    this.#now = now
    this.#onCommit = onCommit
    locks.onRelease(() => this.#unpark())
  }

  /** Writes that are being committed. */
  get inFlight(): Overlay | undefined {
    return this.#inFlight
  }

  /** Runs a command in the next batch. Resolves with its result once durable; rejects with what it throws. */
  submit<T>(run: (space: Workspace) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run, resolve: resolve as (result: unknown) => void, reject })
      this.#wake()
    })
  }

  /** Resolves when nothing is being written and nothing waits to be. */
  async idle(): Promise<void> {
    while (this.#busy) await this.#busy
  }

  #wake(): void {
    this.#busy ??= this.#drain().finally(() => {
      this.#busy = undefined
      if (this.#queue.length > 0) this.#wake()
    })
  }

  #unpark(): void {
    if (this.#parked.length === 0) return
    this.#queue.unshift(...this.#parked.splice(0))
    this.#wake()
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#gather()
      await this.#runBatch(this.#queue.splice(0))
    }
  }

  /** A commit costs the same for one command and for fifty: as long as more keep arriving, a few turns are waited. */
  async #gather(): Promise<void> {
    for (let turn = 0, before = 0; turn < GATHER_TURNS && this.#queue.length > before; turn++) {
      before = this.#queue.length
      await new Promise(setImmediate)
    }
  }

  async #runBatch(commands: Command[]): Promise<void> {
    const batch = new Overlay()
    const answers: (() => void)[] = []
    const done: Command[] = []
    for (const command of commands) {
      const overlay = new Overlay(batch)
      try {
        const result = command.run(this.#workspace(overlay))
        overlay.merge()
        done.push(command)
        answers.push(() => command.resolve(result))
      } catch (error) {
        if (error instanceof Blocked) this.#parked.push(command)
        else command.reject(error)
      }
    }
    this.#inFlight = batch
    try {
      const changes = await this.#store.commit(batch)
      this.#inFlight = undefined
      for (const answer of answers) answer()
      if (changes.length > 0) this.#onCommit(changes)
    } catch (error) {
      for (const command of done) command.reject(error)
    } finally {
      this.#inFlight = undefined
    }
  }

  #workspace(overlay: Overlay): Workspace {
    const locks = this.#locks
    return {
      store: this.#store,
      catalog: this.#store.catalog,
      view: new View(this.#store, this.#store.current, this.#now, overlay),
      now: this.#now,
      guard: (collection, idKey) => {
        if (locks.holder(collection, idKey)) throw new Blocked()
      },
    }
  }
}
