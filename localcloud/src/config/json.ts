/** What a JSON text says, and at which character each of its values begins, by path (`/triggers/0/name`). */
export interface PlacedJson {
  value: unknown
  places: Map<string, number>
}

/** A text that is not JSON: `offset` is the character at fault, the message says what was expected there. */
export class JsonError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message)
  }
}

const SPACE = /[ \t\r\n]*/y
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
const WORD = /[A-Za-z_$][\w$]*/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a JSON text may not hold as they are.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORDS: Record<string, unknown> = { true: true, false: false, null: null }

/**
 * Reads JSON as the standard has it (RFC 8259; a byte order mark is skipped) and remembers where everything is: the
 * built-in parser tells neither the place of a value nor, in every version of Node, that of an error.
 * @throws JsonError
 */
export function parseJson(text: string): PlacedJson {
  return new Parser(text).parse()
}

/** Line and column, both from 1, of a character. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

class Parser {
  private at = 0
  private readonly places = new Map<string, number>()

  constructor(private readonly text: string) {
    if (text.startsWith('\ufeff')) this.at = 1
  }

  parse(): PlacedJson {
    const value = this.value('')
    this.take(SPACE)
    if (this.at < this.text.length) this.fail(`expected the end of the file, found ${this.found()}`)
    return { value, places: this.places }
  }

  private value(path: string): unknown {
    this.take(SPACE)
    this.places.set(path, this.at)
    const first = this.text[this.at]
    if (first === '{') return this.object(path)
    if (first === '[') return this.list(path)
    if (first === '"') return this.string()
    const number = this.take(NUMBER)
    if (number) return Number(number)
    const start = this.at
    const word = this.take(WORD)
    if (Object.hasOwn(WORDS, word)) return WORDS[word]
    this.at = start
    return this.fail(`expected a value, found ${this.found()}`)
  }

  private object(path: string): Record<string, unknown> {
    const made: Record<string, unknown> = {}
    this.items('}', () => {
      if (this.text[this.at] !== '"') this.fail(`expected a name in double quotes, found ${this.found()}`)
      const start = this.at
      const name = this.string()
      if (Object.hasOwn(made, name)) {
        this.at = start
        this.fail(`expected each name once, found "${name}" again`)
      }
      this.take(SPACE)
      if (this.text[this.at] !== ':') this.fail(`expected ":" after "${name}", found ${this.found()}`)
      this.at++
      Object.defineProperty(made, name, {
        value: this.value(`${path}/${name}`),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    })
    return made
  }

  private list(path: string): unknown[] {
    const made: unknown[] = []
    this.items(']', () => made.push(this.value(`${path}/${made.length}`)))
    return made
  }

  /** What is between brackets, with commas between. */
  private items(end: string, item: () => void): void {
    this.at++
    this.take(SPACE)
    if (this.text[this.at] === end) {
      this.at++
      return
    }
    for (;;) {
      item()
      this.take(SPACE)
      const next = this.text[this.at]
      if (next !== ',' && next !== end) this.fail(`expected "," or "${end}", found ${this.found()}`)
      this.at++
      if (next === end) return
      this.take(SPACE)
      if (this.text[this.at] === end) this.fail(`expected another item after ",", found "${end}"`)
    }
  }

  private string(): string {
    const text = this.take(STRING)
    if (!text) this.fail('expected a string that ends on its line, with valid escapes')
    return JSON.parse(text) as string
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private found(): string {
    if (this.at >= this.text.length) return 'the end of the file'
    WORD.lastIndex = this.at
    return `"${WORD.exec(this.text)?.[0] ?? this.text[this.at]}"`
  }

  private fail(what: string): never {
    throw new JsonError(this.at, what)
  }
}
