/** Texts as bytes one after the other, each once: a third of the memory that a Map of strings takes. */
export class Ids {
  #bytes = new Uint8Array(1 << 16)
  /** Where text n begins; the last entry is where the next will. */
  #starts = new Uint32Array(1 << 12)
  /** Hash table of text numbers + 1; at most half full. */
  #slots = new Int32Array(1 << 13)
  readonly #encoder = new TextEncoder()
  readonly #decoder = new TextDecoder()
  size = 0

  /** Adds a text as number `size`, or returns the number it has. */
  add(text: string): { number: number; known: boolean } {
    const start = this.#starts[this.size] as number
    // A UTF-16 code unit takes three bytes at most.
    this.#bytes = grown(this.#bytes, start + text.length * 3)
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(start))
    const end = start + written
    const slot = this.#find(start, end)
    const found = this.#slots[slot] as number
    if (found > 0) return { number: found - 1, known: true }
    const number = this.size++
    this.#slots[slot] = this.size
    this.#starts = grown(this.#starts, this.size + 1)
    this.#starts[this.size] = end
    if (this.size * 2 > this.#slots.length) this.#rehash()
    return { number, known: false }
  }

  text(number: number): string {
    return this.#decoder.decode(this.#bytes.subarray(this.#starts[number], this.#starts[number + 1]))
  }

  /** Order of two texts by UTF-16 code units, as `<` compares them. */
  compare(a: number, b: number): number {
    const bytes = this.#bytes
    let i = this.#starts[a] as number
    let j = this.#starts[b] as number
    const endA = this.#starts[a + 1] as number
    const endB = this.#starts[b + 1] as number
    for (; i < endA && j < endB; i++, j++) {
      const x = bytes[i] as number
      const y = bytes[j] as number
      if (x !== y) return rank(x) - rank(y)
    }
    return endA - i - (endB - j)
  }

  /** The slot that holds the text of these bytes, or the empty one where it belongs. */
  #find(start: number, end: number): number {
    const mask = this.#slots.length - 1
    let slot = hash(this.#bytes, start, end) & mask
    for (; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1
      if (number < 0 || this.#same(number, start, end)) return slot
    }
  }

  #same(number: number, start: number, end: number): boolean {
    const from = this.#starts[number] as number
    if ((this.#starts[number + 1] as number) - from !== end - start) return false
    for (let i = start; i < end; i++) if (this.#bytes[i] !== this.#bytes[from + i - start]) return false
    return true
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let number = 0; number < this.size; number++)
      this.#slots[this.#find(this.#starts[number] as number, this.#starts[number + 1] as number)] = number + 1
  }
}

/**
 * UTF-8 sorts by code points; code units sort what lies beyond the first plane (lead bytes from F0) before U+E000 (lead
 * bytes EE and EF), because it is written with surrogates.
 */
const rank = (byte: number) => (byte === 0xee || byte === 0xef ? byte + 0x10 : byte)

/** FNV-1a, mixed once more so that its low bits are good. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193)
  return (h ^ (h >>> 15)) >>> 0
}

/** The same array, or one twice as long with its content, that has room for `size`. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(array: T, size: number): T {
  if (size <= array.length) return array
  const longer = new (array.constructor as new (length: number) => T)(Math.max(size, array.length * 2))
  longer.set(array)
  return longer
}
