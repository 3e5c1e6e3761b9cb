/** Asks a control endpoint; throws its message when it refuses. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const reply = await fetch(`/_localcloud/${path}`, init).catch(() => {
    throw new Error('连不上 localcloud：它是不是已经停止？')
  })
  const value = (await reply.json()) as T & { error?: string; message?: string }
  if (!reply.ok) throw new Error(value.error ?? value.message ?? `HTTP ${reply.status}`)
  return value
}

/** A path with a query. */
export function withQuery(path: string, query: Record<string, string | number>): string {
  return `${path}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`
}

export interface FunctionInfo {
  name: string
  entry: string
  timeoutMs: number
  concurrency: number
  clientInvoke: boolean
  instances: number
  problem?: string
  env: string[]
  timers: { name: string; expression: string }[]
}

export interface CallInfo {
  requestId: string
  name: string
  source?: string
  openid?: string
  uid?: string
  at?: number
  tookMs?: number
  queuedMs?: number
  roundTrips?: number
  event?: string
  result?: string
  error?: string
  logs: { level: string; text: string }[]
}

export type Doc = Record<string, unknown> & { _id: unknown }

export interface Explanation {
  access: 'ids' | 'index' | 'scan'
  index?: string
  examined: number
  returned: number
  sorted: boolean
  advice?: { name: string; keys: Record<string, 1 | -1> }
}

export interface DocumentsPage {
  total: number
  skip: number
  page: number
  documents: Doc[]
  explanation: Explanation
}

export interface ClockState {
  now: number
  frozen: boolean
  speed: number
}
