import type { Doom } from '../faults/doom'
import { type Bundle, BundleError, bundleFunction } from './bundle'
import type { FunctionDefinition } from './config'
import { Instance } from './instance'
import { type FunctionSource, type InvokeMessage, type OnLog, type Outcome, Thread } from './thread'

/** A queued call waits this long (real ms) for a running instance before another one is started for it. */
const GROW_AFTER_MS = 25
const CLOSING = 'the cloud is closing'

interface Waiting {
  since: number
  give(instance: Instance): void
  fail(error: unknown): void
}

/**
 * The instances of one function. Calls are served first come, first served; an instance is started when there is
 * none, or when a call has waited a moment, up to the function's concurrency. Waiting is outside the timeout.
 */
export class Pool {
  private readonly idle: Instance[] = []
  private readonly all = new Set<Instance>()
  private readonly queue: Waiting[] = []
  private threads: Thread[] = []
  private booting = 0
  private closed = false
  private busy = 0
  private onQuiet: (() => void) | undefined
  private watching: NodeJS.Timeout | undefined
  private bundle: Promise<Bundle> | undefined
  /** Files the function was made of when it was loaded last, installed packages apart. */
  readonly sources = new Set<string>()
  /** Why the function could not be loaded, when it could not. */
  problem: string | undefined

  /** @param onSources is told of files that `sources` did not hold before */
  constructor(
    readonly definition: FunctionDefinition,
    private readonly clock: SharedArrayBuffer,
    private readonly env: Record<string, string>,
    private readonly onSources: (files: string[]) => void,
  ) {}

  get instances(): number {
    return this.all.size
  }

  /** Runs one call; `onLog` gets what it prints, `onStart` tells when it leaves the queue; `doom`: it is to fail. */
  async run(message: InvokeMessage, onLog: OnLog, onStart: () => void, doom?: Doom) {
    this.busy++
    try {
      return await this.serve(message, onLog, onStart, doom)
    } finally {
      this.busy--
      if (this.busy === 0) this.onQuiet?.()
    }
  }

  private async serve(message: InvokeMessage, onLog: OnLog, onStart: () => void, doom?: Doom) {
    let instance: Instance
    try {
      instance = await this.acquire()
    } catch (error) {
      return { error: { message: (error as Error).message, stack: '' } } as Outcome & { timedOut?: boolean }
    }
    instance.onLog = onLog
    onStart()
    const outcome = await instance.run(message, this.definition.timeoutMs, doom)
    this.release(instance)
    return outcome
  }

  /** Starts one instance ahead of the first call. What goes wrong is in `problem`. */
  async warm(): Promise<void> {
    const instance = await this.acquire().catch(() => undefined)
    if (instance) this.release(instance)
  }

  /** Lets the calls that were made so far finish, and ends then. */
  async retire(): Promise<void> {
    if (this.busy > 0) {
      await new Promise<void>((resolve) => {
        this.onQuiet = resolve
      })
    }
    await this.close()
  }

  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.watching)
    for (const waiting of this.queue.splice(0)) waiting.fail(new Error(CLOSING))
    await Promise.all([...this.all].map((instance) => instance.stop()))
  }

  private async acquire(): Promise<Instance> {
    if (this.closed) throw new Error(CLOSING)
    const free = this.idle.pop()
    if (free) return free
    if (this.all.size + this.booting === 0) return await this.boot()
    return await new Promise<Instance>((give, fail) => {
      this.queue.push({ since: performance.now(), give, fail })
      this.watching ??= setInterval(() => this.watchQueue(), GROW_AFTER_MS)
    })
  }

  private watchQueue(): void {
    const first = this.queue[0]
    if (!first) {
      clearInterval(this.watching)
      this.watching = undefined
    } else if (performance.now() - first.since >= GROW_AFTER_MS) this.bootForQueue()
  }

  /** Starts one more instance for whoever waits by then; when it cannot start, the first in line is told. */
  private bootForQueue(): void {
    if (this.booting > 0 || this.all.size >= this.definition.concurrency) return
    this.boot().then(
      (instance) => {
        const next = this.queue.shift()
        if (next) next.give(instance)
        else this.release(instance)
      },
      (error: unknown) => this.queue.shift()?.fail(error),
    )
  }

  private async boot(): Promise<Instance> {
    this.booting++
    try {
      const { entry, folder, handler, bundled } = this.definition
      const bundle = bundled ? await this.bundled() : undefined
      if (this.closed) throw new Error(CLOSING)
      const source = { entry, folder, handler, clock: this.clock }
      const thread = this.roomyThread(bundle === undefined ? source : { ...source, code: bundle.code })
      const instance = new Instance(thread)
      thread.onDeath(() => this.bury(instance))
      this.all.add(instance)
      await instance.started
      const { failure } = instance
      if (!this.closed) this.problem = failure && (failure.stack || failure.message)
      return instance
    } catch (error) {
      if (!this.closed) this.problem = (error as Error).message
      throw error
    } finally {
      this.booting--
    }
  }

  /** A thread with room for one more instance. */
  private roomyThread(source: FunctionSource): Thread {
    this.threads = this.threads.filter((thread) => !thread.dead)
    const roomy = this.threads.find((thread) => thread.instances < this.definition.instancesPerThread)
    if (roomy) return roomy
    const thread = new Thread(source, { ...this.env }, (file) => this.learn([file]))
    this.threads.push(thread)
    return thread
  }

  /** An idle instance may die, too: of something that its last call left behind. */
  private bury(instance: Instance): void {
    this.all.delete(instance)
    const place = this.idle.indexOf(instance)
    if (place >= 0) this.idle.splice(place, 1)
  }

  private async bundled(): Promise<Bundle> {
    this.bundle ??= bundleFunction(this.definition)
    try {
      const bundle = await this.bundle
      this.learn(bundle.sources)
      return bundle
    } catch (error) {
      this.bundle = undefined
      if (error instanceof BundleError) this.learn(error.sources)
      throw error
    }
  }

  private learn(files: string[]): void {
    const news = files.filter((file) => !this.sources.has(file))
    for (const file of news) this.sources.add(file)
    if (news.length > 0) this.onSources(news)
  }

  private release(instance: Instance): void {
    if (instance.dead) {
      this.bury(instance)
      void instance.stop()
      if (this.queue.length > 0) this.bootForQueue()
      return
    }
    const next = this.queue.shift()
    if (next) next.give(instance)
    else this.idle.push(instance)
  }
}
