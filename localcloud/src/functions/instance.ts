import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.cjs', import.meta.url))

export interface InstanceSource {
  entry: string
  folder: string
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

type Message =
  | { type: 'ready' }
  | { type: 'broken'; error: FunctionError }
  | { type: 'log'; level: string; text: string }
  | { type: 'done'; id: number; result: string }
  | { type: 'failed'; id: number; error: FunctionError }

/** One running copy of a function: a worker thread with an environment of its own, one invocation at a time. */
export class Instance {
  private readonly worker: Worker
  private settle: ((outcome: Outcome) => void) | undefined
  private running = 0
  private death: FunctionError | undefined
  /** Resolves once the function's module is loaded, or has failed to load. */
  readonly started: Promise<void>
  onLog: (level: string, text: string) => void = () => undefined
  onDeath: () => void = () => undefined

  constructor(source: InstanceSource, env: Record<string, string>) {
    this.worker = new Worker(BOOTSTRAP, {
      env,
      execArgv: [],
      workerData: source,
      stdout: true,
      stderr: true,
      name: source.folder,
    })
    this.worker.stdout.on('data', (chunk: Buffer) => this.onLog('log', chunk.toString().trimEnd()))
    this.worker.stderr.on('data', (chunk: Buffer) => this.onLog('error', chunk.toString().trimEnd()))
    this.started = new Promise((resolve) => {
      this.worker.on('message', (message: Message) => {
        if (message.type === 'broken') this.die(message.error)
        if (message.type === 'ready' || message.type === 'broken') resolve()
        else this.receive(message)
      })
      // What was posted before the crash may still be on its way; it has all arrived when the thread's exit is told.
      this.worker.on('error', (error) => {
        this.death ??= { message: String(error?.message ?? error), stack: String(error?.stack ?? '') }
        this.onDeath()
      })
      this.worker.on('exit', () => {
        this.die({ message: 'Process exited before completing request', stack: '' })
        resolve()
      })
    })
  }

  get dead(): boolean {
    return this.death !== undefined
  }

  /** Runs one invocation; after `timeoutMs` (real time) the instance is ended and the outcome says so. */
  async run(message: InvokeMessage, timeoutMs: number): Promise<Outcome & { timedOut?: boolean }> {
    await this.started
    if (this.death) return { error: this.death, dead: true }
    return await new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.settle = undefined
        void this.stop()
        resolve({ dead: true, timedOut: true })
      }, timeoutMs)
      this.running = message.id
      this.settle = (outcome) => {
        clearTimeout(timer)
        this.settle = undefined
        resolve(outcome)
      }
      this.worker.postMessage(message)
    })
  }

  /** Ends the thread, whatever it is doing. */
  async stop(): Promise<void> {
    this.death ??= { message: 'the instance was stopped', stack: '' }
    await this.worker.terminate()
  }

  private receive(message: Exclude<Message, { type: 'ready' | 'broken' }>): void {
    if (message.type === 'log') this.onLog(message.level, message.text)
    else if (message.id === this.running) {
      this.settle?.(message.type === 'done' ? { result: message.result } : { error: message.error })
    }
  }

  private die(error: FunctionError): void {
    this.death ??= error
    this.onDeath()
    this.settle?.({ error: this.death, dead: true })
  }
}
