import type { Doom } from '../faults/doom'
import { bundleFunction } from './bundle'
import type { FunctionDefinition } from './config'
import { Instance } from './instance'
import { type FunctionSource, type InvokeMessage, type Outcome, Thread } from './thread'

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
  private watching: NodeJS.Timeout | undefined
  private code: Promise<string> | undefined

  constructor(
    readonly definition: FunctionDefinition,
    private readonly clock: SharedArrayBuffer,
    private readonly env: Record<string, string>,
  ) {}

  get instances(): number {
    return this.all.size
  }

  /** Runs one call; `onLog` gets what it prints, `onStart` tells when it leaves the queue; `doom`: it is to fail. */
  async run(message: InvokeMessage, onLog: (level: string, text: string) => void, onStart: () => void, doom?: Doom) {
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

  /** Starts one instance ahead of the first call. */
  async warm(): Promise<void> {
    this.release(await this.acquire())
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
      const { definition } = this
      const isScript = definition.entry.endsWith('.js')
      const code = isScript ? undefined : await this.bundled()
      if (this.closed) throw new Error(CLOSING)
      const source = { entry: definition.entry, folder: definition.folder, clock: this.clock }
      const thread = this.roomyThread(code === undefined ? source : { ...source, code })
      const instance = new Instance(thread)
      thread.onDeath(() => this.bury(instance))
      this.all.add(instance)
      await instance.started
      return instance
    } finally {
      this.booting--
    }
  }

  /** A thread with room for one more instance. */
  private roomyThread(source: FunctionSource): Thread {
    this.threads = this.threads.filter((thread) => !thread.dead)
    const roomy = this.threads.find((thread) => thread.instances < this.definition.instancesPerThread)
    if (roomy) return roomy
    const thread = new Thread(source, { ...this.env })
    this.threads.push(thread)
    return thread
  }

  /** An idle instance may die, too: of something that its last call left behind. */
  private bury(instance: Instance): void {
    this.all.delete(instance)
    const place = this.idle.indexOf(instance)
    if (place >= 0) this.idle.splice(place, 1)
  }

  private bundled(): Promise<string> {
    this.code ??= bundleFunction(this.definition).catch((error: unknown) => {
      this.code = undefined
      throw error
    })
    return this.code
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
