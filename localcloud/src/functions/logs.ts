import { appendFileSync, renameSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'

/** One call of a function, as the console shows it. */
export interface CallRecord {
  id: number
  requestId: string
  name: string
  source: string
  openid?: string
  uid?: string
  /** Virtual time of the call, ms. */
  at: number
  queuedMs: number
  tookMs: number
  roundTrips: number
  event: string
  result?: string
  error?: string
  logs: { level: string; text: string }[]
}

const KEPT_CALLS = 1000
const KEPT_TEXT = 4000
const KEPT_LOGS = 200
const FILE_LIMIT_BYTES = 8 * 1024 * 1024
const FLUSH_MS = 500

/** The latest calls in memory, and what they printed or failed with in a text file. */
export class CallLog {
  private calls: CallRecord[] = []
  /** Are told of every call when it has ended. */
  readonly listeners = new Set<(call: CallRecord) => void>()
  private pending = ''
  private flushing: NodeJS.Timeout | undefined

  constructor(private readonly file?: string) {}

  add(call: CallRecord): void {
    call.event = cut(call.event)
    if (call.result !== undefined) call.result = cut(call.result)
    this.calls.push(call)
    if (this.calls.length > 2 * KEPT_CALLS) this.calls.splice(0, KEPT_CALLS)
    if (call.logs.length > 0 || call.error) this.write(call)
    for (const listener of this.listeners) listener(call)
  }

  /** Newest first. */
  latest(limit: number, filter: (call: CallRecord) => boolean = () => true): CallRecord[] {
    const found: CallRecord[] = []
    for (let i = this.calls.length - 1; i >= 0 && found.length < limit; i--) {
      const call = this.calls[i]
      if (call && filter(call)) found.push(call)
    }
    return found
  }

  /** Forgets the calls in memory; the file stays. */
  clear(): void {
    this.calls = []
  }

  close(): void {
    clearTimeout(this.flushing)
    if (this.file && this.pending) appendFileSync(this.file, this.pending)
    this.pending = ''
  }

  private write(call: CallRecord): void {
    if (!this.file) return
    const head = `${new Date(call.at).toISOString()} ${call.name} ${call.requestId}`
    for (const line of call.logs) this.pending += `${head} ${line.level} ${line.text}\n`
    if (call.error) this.pending += `${head} failed ${call.error}\n`
    this.flushing ??= setTimeout(() => this.flush(this.file as string), FLUSH_MS)
    this.flushing.unref()
  }

  private flush(file: string): void {
    this.flushing = undefined
    const text = this.pending
    this.pending = ''
    appendFile(file, text)
      .then(() => {
        if (statSync(file).size > FILE_LIMIT_BYTES) renameSync(file, `${file}.1`)
      })
      // A log that cannot be written must not stop the cloud: the calls are still in memory.
      .catch(() => undefined)
  }
}

/** Adds a printed line to a call, up to a sane number. */
export function addLine(call: CallRecord, level: string, text: string): void {
  if (call.logs.length < KEPT_LOGS) call.logs.push({ level, text: cut(text) })
}

const cut = (text: string): string => (text.length > KEPT_TEXT ? `${text.slice(0, KEPT_TEXT)}…` : text)
