import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.cjs', import.meta.url))

export interface FunctionSource {
  entry: string
  folder: string
  /** Name of the export that is called. */
  handler: string
  /** Bundled text; absent when the entry is run as it is. */
  code?: string
  clock: SharedArrayBuffer
}

export interface FunctionError {
  message: string
  stack: string
}

export interface Outcome {
  /** The result as JSON text. */
  result?: string
  error?: FunctionError
  /** The instance is unusable: it crashed, ended itself, or never started. */
  dead?: boolean
}

export interface InvokeMessage {
  id: number
  event: string
  env: Record<string, string>
  context: Record<string, unknown>
}

export type OnLog = (level: string, text: string) => void

type Message =
  | { type: 'loading'; file: string }
  | { type: 'ready'; slot: number }
  | { type: 'broken'; slot: number; error: FunctionError }
  | { type: 'log'; id?: number; level: string; text: string }
  | { type: 'done'; id: number; result: string }
  | { type: 'failed'; id: number; error: FunctionError }

interface Running {
  settle(outcome: Outcome): void
  onLog: OnLog
}

/** A worker thread that holds instances of one function; they share its fate. */
export class Thread {
  private readonly worker: Worker
  private readonly running = new Map<number, Running>()
  private readonly loading = new Map<number, (error?: FunctionError) => void>()
  private readonly mourners = new Set<() => void>()
  private death: FunctionError | undefined
  private ending: Promise<unknown> | undefined
  private slots = 0

  /** @param onLoading is told of every file the function consists of, as it is loaded; of packages not */
  constructor(
    source: FunctionSource,
    env: Record<string, string>,
    private readonly onLoading: (file: string) => void,
  ) {
    this.worker = new Worker(BOOTSTRAP, {
      env,
      execArgv: [],
      workerData: source,
      stdout: true,
      stderr: true,
      name: source.folder,
    })
    this.worker.stdout.on('data', (chunk: Buffer) => this.printed('log', chunk.toString().trimEnd()))
    this.worker.stderr.on('data', (chunk: Buffer) => this.printed('error', chunk.toString().trimEnd()))
    this.worker.on('message', (message: Message) => this.receive(message))
    // What was posted before the crash may still be on its way; it has all arrived when the thread's exit is told.
    this.worker.on('error', (error) => {
      this.doom({ message: String(error?.message ?? error), stack: String(error?.stack ?? '') })
    })
    this.worker.on('exit', () => this.end({ message: 'Process exited before completing request', stack: '' }))
  }

  /** Why it can run nothing any more. */
  get dead(): FunctionError | undefined {
    return this.death
  }

  get instances(): number {
    return this.slots
  }

  /** Is called once when the thread becomes unusable. */
  onDeath(mourner: () => void): void {
    this.mourners.add(mourner)
  }

  /** Evaluates the function once more; resolves with the new instance's slot, or with why it did not load. */
  load(): { slot: number; loaded: Promise<FunctionError | undefined> } {
    const slot = this.slots++
    const loaded = new Promise<FunctionError | undefined>((resolve) => this.loading.set(slot, resolve))
    this.worker.postMessage({ type: 'load', slot })
    return { slot, loaded }
  }

  /** Runs one invocation in a slot; resolves with its outcome, also when the thread dies under it. */
  invoke(slot: number, message: InvokeMessage, onLog: OnLog): Promise<Outcome> {
    return new Promise((resolve) => {
      this.running.set(message.id, { settle: resolve, onLog })
      this.worker.postMessage({ type: 'invoke', slot, ...message })
    })
  }

  /** Ends the thread, whatever it is doing; every instance may ask for it. */
  stop(): Promise<unknown> {
    this.doom({ message: 'the instance was stopped', stack: '' })
    this.ending ??= this.worker.terminate()
    return this.ending
  }

  private receive(message: Message): void {
    if (message.type === 'loading') this.onLoading(message.file)
    else if (message.type === 'ready') this.loading.get(message.slot)?.()
    else if (message.type === 'broken') this.loading.get(message.slot)?.(message.error)
    else if (message.type === 'log') this.printed(message.level, message.text, message.id)
    else {
      const running = this.running.get(message.id)
      this.running.delete(message.id)
      running?.settle(message.type === 'done' ? { result: message.result } : { error: message.error })
    }
  }

  /** What is printed outside of any invocation is shown with one that runs. */
  private printed(level: string, text: string, id?: number): void {
    const running = id === undefined ? this.running.values().next().value : this.running.get(id)
    running?.onLog(level, text)
  }

  private doom(error: FunctionError): void {
    if (this.death) return
    this.death = error
    for (const mourner of this.mourners) mourner()
  }

  private end(error: FunctionError): void {
    this.doom(error)
    for (const loaded of this.loading.values()) loaded(this.death)
    for (const { settle } of this.running.values()) settle({ error: this.death as FunctionError, dead: true })
    this.running.clear()
  }
}
