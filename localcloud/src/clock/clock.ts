/**
 * The clock of the emulated cloud. Function instances read it through shared memory, so reading the time in a
 * function costs no message. Virtual time is `anchor + (real - realAnchor) * speed`; speed 0 is a frozen clock.
 */

const SLOT_FIELDS = 3
/** Bytes before the slots: the index of the slot in force, padded to the alignment of a double. */
const HEADER_BYTES = 8

export class VirtualClock {
  /** Read by the bootstrap of function instances; layout: int32 slot index, then two slots of three doubles. */
  readonly shared = new SharedArrayBuffer(HEADER_BYTES + 2 * SLOT_FIELDS * Float64Array.BYTES_PER_ELEMENT)
  private readonly index = new Int32Array(this.shared, 0, 1)
  private readonly slots = new Float64Array(this.shared, HEADER_BYTES)

  constructor(start?: number) {
    if (start === undefined) this.write(0, 0, 1)
    else this.write(start, 0, 0)
  }

  /** Virtual time, ms since 1970. */
  now(): number {
    const at = Atomics.load(this.index, 0) * SLOT_FIELDS
    const [anchor = 0, realAnchor = 0, speed = 1] = this.slots.subarray(at, at + SLOT_FIELDS)
    return Math.floor(anchor + (Date.now() - realAnchor) * speed)
  }

  /** Virtual ms per real ms; 0 when frozen. */
  get speed(): number {
    return this.slots[Atomics.load(this.index, 0) * SLOT_FIELDS + 2] ?? 1
  }

  get frozen(): boolean {
    return this.speed === 0
  }

  /** Stops the clock at `ms`. */
  freeze(ms: number): void {
    this.write(ms, Date.now(), 0)
  }

  /** Lets the clock run on from where it stands, or from `from`. */
  run(speed = 1, from = this.now()): void {
    this.write(from, Date.now(), speed)
  }

  /** Writes the slot not in force and then switches to it, so that a reader in another thread never sees a mix. */
  private write(anchor: number, realAnchor: number, speed: number): void {
    const next = 1 - Atomics.load(this.index, 0)
    this.slots.set([anchor, realAnchor, speed], next * SLOT_FIELDS)
    Atomics.store(this.index, 0, next)
  }
}
