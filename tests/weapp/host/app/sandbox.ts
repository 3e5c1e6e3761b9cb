import vm from 'node:vm'
import type { Incidents } from '../incidents'

/** What V8 has and a phone's script engine may not: code that leans on it would work here only. */
const NOT_ON_A_PHONE = ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry']

export type ConsoleListener = (type: string, args: unknown[]) => void

/**
 * The world the app's scripts run in: the language and its timers; no window, no document, no process, no code made from
 * strings. What the host gives in is copied through JSON, so that all objects in there are of that world.
 */
export class Sandbox {
  readonly context: vm.Context
  readonly console = new Set<ConsoleListener>()
  private readonly parse: (json: string) => unknown
  private readonly timers = new Set<NodeJS.Timeout>()
  private closed = false

  constructor(private readonly incidents: Incidents) {
    this.context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } })
    for (const name of NOT_ON_A_PHONE) delete this.context[name]
    this.parse = vm.runInContext('(text => JSON.parse(text))', this.context)
    this.define({ ...this.timerFunctions(), console: this.consoleFunctions() })
  }

  /** Makes names known to all scripts. */
  define(names: Record<string, unknown>): void {
    Object.assign(this.context, names)
  }

  /** A copy of plain data whose objects are of the app's world; undefined stays. */
  inside<T>(value: T): T {
    return value === undefined ? value : (this.parse(JSON.stringify(value)) as T)
  }

  /** Evaluates a script's text; `file` is named in stacks. */
  run(text: string, file: string): unknown {
    return new vm.Script(text, { filename: file }).runInContext(this.context)
  }

  /** Does something of the app's, unless the app is gone. */
  guard<T>(what: string, work: () => T): T | undefined {
    return this.closed ? undefined : this.incidents.guard(what, work)
  }

  /** Nothing of the app runs any more. */
  close(): void {
    this.closed = true
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }

  private timerFunctions() {
    const ids = new Map<number, NodeJS.Timeout>()
    let last = 0
    const start =
      (every: boolean) =>
      (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
        const id = ++last
        const run = () => {
          if (!every) stop(id)
          this.guard('uncaught in a timer', () => work(...args))
        }
        const timer = every ? setInterval(run, ms) : setTimeout(run, ms)
        if (this.closed) clearTimeout(timer)
        ids.set(id, timer)
        this.timers.add(timer)
        return id
      }
    const stop = (id: number) => {
      const timer = ids.get(id)
      if (timer === undefined) return
      clearTimeout(timer)
      ids.delete(id)
      this.timers.delete(timer)
    }
    return { setTimeout: start(false), setInterval: start(true), clearTimeout: stop, clearInterval: stop }
  }

  private consoleFunctions() {
    const print =
      (type: string) =>
      (...args: unknown[]) => {
        const text = args.map((arg) => (typeof arg === 'string' ? arg : safeJson(arg))).join(' ')
        if (type === 'error') this.incidents.error(`console.error: ${text}`)
        if (type === 'warn') this.incidents.warning(`console.warn: ${text}`)
        for (const listener of this.console) listener(type, args)
      }
    return Object.fromEntries(['log', 'info', 'debug', 'warn', 'error', 'group', 'groupEnd'].map((t) => [t, print(t)]))
  }
}

function safeJson(value: unknown): string {
  const { stack } = (value ?? {}) as { stack?: unknown }
  if (typeof stack === 'string') return stack
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
