/** How a call ends by a fault. */
export interface DoomedOutcome {
  dead: true
  timedOut?: true
  error?: { message: string; stack: string }
}

const OUTCOMES: Record<'crash' | 'timeout', DoomedOutcome> = {
  crash: { dead: true, error: { message: 'Process exited before completing request', stack: '' } },
  timeout: { dead: true, timedOut: true },
}

/**
 * The end that is set for one call of a function: after so many of its requests were carried out, or else when it is
 * done. Requests it makes at the same time count in order of arrival.
 */
export class Doom {
  private carriedOut = 0
  private end: ((outcome: DoomedOutcome) => void) | undefined
  private over = false

  constructor(
    private readonly kind: 'crash' | 'timeout',
    private readonly afterRequests: number,
  ) {}

  /** The call begins; `end` ends its instance at once. */
  begin(end: (outcome: DoomedOutcome) => void): void {
    this.end = end
  }

  /** A request of the call arrives. True: it comes too late and is not carried out. */
  requested(): boolean {
    if (this.carriedOut >= this.afterRequests) this.strike()
    return this.over
  }

  /** One was carried out. True: nobody hears the answer. */
  answered(): boolean {
    this.carriedOut++
    if (this.carriedOut >= this.afterRequests) this.strike()
    return this.over
  }

  /** The call is done; should it still have been alive, its result is lost now. */
  done(): void {
    this.strike()
  }

  private strike(): void {
    if (this.over) return
    this.over = true
    this.end?.(OUTCOMES[this.kind])
  }
}
