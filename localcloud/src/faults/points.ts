import type { FaultKind } from './types'

/**
 * Where faults strike, by how a point's name begins: `database.` `functions.` `storage.` `pay.` `openapi.` are requests
 * of server SDKs, by action; `web.` requests of web clients (`web.functions`, `web.database`, `web.storages`); `files.`
 * transfers (`files.put`, `files.get`); `invoke` calls of functions, whoever makes them; `notice.` payment notices
 * (`notice.payment`, `notice.refund`); `watch` events of live queries.
 */
const REQUESTS = ['database.', 'functions.', 'storage.', 'pay.', 'openapi.', 'web.', 'files.']

const REACH: Record<FaultKind, readonly string[]> = {
  error: [...REQUESTS, 'invoke'],
  latency: [...REQUESTS, 'invoke'],
  dropRequest: [...REQUESTS, 'notice.'],
  dropReply: [...REQUESTS, 'notice.'],
  conflict: ['database.'],
  crash: ['invoke'],
  timeout: ['invoke'],
  duplicate: ['notice.'],
  late: ['notice.'],
  disconnect: ['watch'],
}

/** Whether a fault of this kind can strike at a point. */
export function reaches(kind: FaultKind, at: string): boolean {
  return REACH[kind].some((start) => at.startsWith(start))
}

/** Why `at` of a rule can never fit, or undefined. */
export function unreachable(kind: FaultKind, at: string): string | undefined {
  const start = at.replace(/\*$/, '')
  if (REACH[kind].some((reach) => start.startsWith(reach) || (at.endsWith('*') && reach.startsWith(start)))) return
  return `${kind} strikes at ${REACH[kind].map((reach) => (reach.endsWith('.') ? `${reach}*` : reach)).join(', ')}`
}

/** Whether a point fits a rule's `at`. */
export function fits(pattern: string | undefined, at: string): boolean {
  if (pattern === undefined) return true
  return pattern.endsWith('*') ? at.startsWith(pattern.slice(0, -1)) : at === pattern
}
