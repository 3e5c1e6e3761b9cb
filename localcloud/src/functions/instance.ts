import type { Doom } from '../faults/doom'
import type { FunctionError, InvokeMessage, OnLog, Outcome, Thread } from './thread'

/** One running copy of a function: module variables of its own, one invocation at a time. */
export class Instance {
  private broken: FunctionError | undefined
  private readonly slot: number
  /** Resolves once the function's module is loaded, or has failed to load. */
  readonly started: Promise<void>
  onLog: OnLog = () => undefined

  constructor(private readonly thread: Thread) {
    const { slot, loaded } = thread.load()
    this.slot = slot
    this.started = loaded.then((error) => {
      this.broken = error
    })
  }

  get dead(): boolean {
    return this.death !== undefined
  }

  /** Why the function did not load. */
  get failure(): FunctionError | undefined {
    return this.broken
  }

  private get death(): FunctionError | undefined {
    return this.broken ?? this.thread.dead
  }

  /** Runs one invocation; after `timeoutMs` (real time) the instance's thread is ended and the outcome says so. */
  async run(message: InvokeMessage, timeoutMs: number, doom?: Doom): Promise<Outcome & { timedOut?: boolean }> {
    await this.started
    if (this.death) return { error: this.death, dead: true }
    return await new Promise((resolve) => {
      const end = (outcome: Outcome & { timedOut?: boolean }): void => {
        clearTimeout(timer)
        void this.stop()
        resolve(outcome)
      }
      const timer = setTimeout(() => end({ dead: true, timedOut: true }), timeoutMs)
      doom?.begin(end)
      void this.thread
        .invoke(this.slot, message, (level, text) => this.onLog(level, text))
        .then((outcome) => {
          clearTimeout(timer)
          doom?.done()
          resolve(outcome)
        })
    })
  }

  /** Ends the thread, and with it whatever else runs there. */
  stop(): Promise<unknown> {
    return this.thread.stop()
  }
}
