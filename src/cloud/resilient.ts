import type { WatchHandlers } from './types'

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 15_000

/** Opens one watch of an SDK; gives how to close it. */
export type OpenWatch = (onDocs: (docs: unknown[]) => void, onError: (error: unknown) => void) => Promise<() => void>

/**
 * Keeps a watch alive. The SDKs recover from short drops themselves; after about 50 s they report an error and the watch
 * is dead. It is then opened anew, after 1 s, 2 s, 4 s … 15 s. Returns how to stop.
 */
export function resilientWatch<Doc>(open: OpenWatch, handlers: WatchHandlers<Doc>): () => void {
  let stopped = false
  let generation = 0
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let close: (() => void) | undefined

  const start = async () => {
    const mine = ++generation
    const current = () => !stopped && mine === generation
    handlers.onState?.('connecting')
    const fail = () => {
      if (!current()) return
      generation++
      close?.()
      close = undefined
      handlers.onState?.('connecting')
      timer = setTimeout(start, Math.min(FIRST_RETRY_MS * 2 ** failures++, LAST_RETRY_MS))
    }
    try {
      const opened = await open((docs) => {
        if (!current()) return
        failures = 0
        handlers.onState?.('live')
        handlers.onDocs(docs as Doc[])
      }, fail)
      if (current()) close = opened
      else opened()
    } catch {
      fail()
    }
  }
  void start()

  return () => {
    stopped = true
    clearTimeout(timer)
    close?.()
  }
}
