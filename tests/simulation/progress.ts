const BAR = 30
const TTY_MS = 200
const LINE_MS = 10_000

/** A bar on a terminal, a line every ten seconds elsewhere; always on stderr, for stdout may be read by a script. */
export class Progress {
  private shown = 0
  private finished = false
  private readonly started = Date.now()

  constructor(
    private readonly total: number,
    private readonly before = 0,
    private readonly out: { write(text: string): unknown; isTTY?: boolean } = process.stderr,
  ) {}

  /** `done` of `total` units; `label` says where that is. */
  show(done: number, label: string): void {
    const now = Date.now()
    const last = done >= this.total && !this.finished
    this.finished ||= last
    if (!last && now - this.shown < (this.out.isTTY ? TTY_MS : LINE_MS)) return
    this.shown = now
    const part = this.total === 0 ? 1 : done / this.total
    const filled = Math.round(part * BAR)
    const speed = (done - this.before) / Math.max((now - this.started) / 1000, 0.001)
    // Before the first one is done nobody knows.
    const pace =
      speed > 0 ? `, ${speed.toFixed(speed < 10 ? 1 : 0)}/s, ${Math.round((this.total - done) / speed)} s left` : ''
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`
    const text = `${bar} ${Math.floor(part * 100)}% ${label} ${done}/${this.total} orders${pace}`
    this.out.write(this.out.isTTY ? `\r\x1b[2K${text}` : `${text}\n`)
  }

  end(): void {
    if (this.out.isTTY) this.out.write('\n')
  }
}
