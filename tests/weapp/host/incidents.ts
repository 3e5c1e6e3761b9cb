/** What a device would print or show in red. Errors end a test, and so do warnings: the build has neither. */
export interface Incident {
  kind: 'error' | 'warning'
  text: string
}

/** Collects what goes wrong in one app, and tells those who listen. */
export class Incidents {
  readonly all: Incident[] = []
  private readonly listeners = new Set<(incident: Incident) => void>()

  error(text: string): void {
    this.add({ kind: 'error', text })
  }

  warning(text: string): void {
    this.add({ kind: 'warning', text })
  }

  /** Does something of the app's; what it throws is an incident, as on a device, and not the caller's problem. */
  guard<T>(what: string, work: () => T): T | undefined {
    try {
      return work()
    } catch (thrown) {
      this.error(`${what}: ${describe(thrown)}`)
      return undefined
    }
  }

  listen(listener: (incident: Incident) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private add(incident: Incident): void {
    this.all.push(incident)
    for (const listener of this.listeners) listener(incident)
  }
}

/** Whatever was thrown, with its stack where there is one. Errors of the app are of another realm: no instanceof. */
export function describe(thrown: unknown): string {
  const { stack, errMsg, message } = (thrown ?? {}) as { stack?: string; errMsg?: string; message?: string }
  return String(stack ?? errMsg ?? message ?? thrown)
}
