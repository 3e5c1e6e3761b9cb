type Listener = () => void

class Signal {
  aborted = false
  reason: unknown
  private listeners = new Set<Listener>()

  addEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.delete(listener)
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }

  fire(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    for (const listener of this.listeners) listener()
    this.listeners.clear()
  }
}

/**
 * Stands in for the browser's AbortController, which a mini-program lacks: without one, react-query's queries stay
 * pending for ever and say nothing. Given to modules by webpack's ProvidePlugin in the weapp build.
 */
export class AbortController {
  readonly signal = new Signal()

  abort(reason: unknown = new Error('aborted')): void {
    this.signal.fire(reason)
  }
}
