import { closeSync, openSync, readSync, statSync } from 'node:fs'

/** A file that is not what its format says; `message` is `FILE:LINE: column …: expected …, found …`. */
export class Malformed extends Error {
  override name = 'Malformed'
}

export interface Row {
  /** Line of the file it begins on, from 1. */
  line: number
  fields: string[]
}

const CHUNK = 1 << 18
const NEWLINE = 10

/** Lines of a file without their endings (LF or CRLF); neither the last empty one nor a byte order mark. */
function* linesOf(file: string): Generator<{ line: number; text: string }> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? true) throw new Malformed(`${file}: no such file`)
  const handle = openSync(file, 'r')
  try {
    const chunk = Buffer.allocUnsafe(CHUNK)
    let rest = Buffer.alloc(0)
    let line = 0
    const text = (bytes: Buffer): string => {
      line += 1
      const read = bytes.toString('utf8')
      if (read.includes('\uFFFD')) throw new Malformed(`${file}:${line}: expected UTF-8 text`)
      const whole = line === 1 && read.startsWith('\uFEFF') ? read.slice(1) : read
      return whole.endsWith('\r') ? whole.slice(0, -1) : whole
    }
    for (let size = readSync(handle, chunk); size > 0; size = readSync(handle, chunk)) {
      const bytes = rest.length ? Buffer.concat([rest, chunk.subarray(0, size)]) : chunk.subarray(0, size)
      let from = 0
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
        const one = text(bytes.subarray(from, at))
        yield { line, text: one }
        from = at + 1
      }
      rest = Buffer.from(bytes.subarray(from))
    }
    if (rest.length) {
      const one = text(rest)
      yield { line, text: one }
    }
  } finally {
    closeSync(handle)
  }
}

/**
 * Rows of a CSV file, one after the other: a file of any size takes the memory of a line. Fields may be quoted, with
 * quotes doubled inside and line breaks (RFC 4180).
 * @throws Malformed
 */
export function* readCsv(file: string): Generator<Row> {
  const lines = linesOf(file)
  for (const { line, text } of lines) {
    if (!text.includes('"')) {
      yield { line, fields: text.split(',') }
      continue
    }
    const parts = [text]
    // A quoted field that does not end goes on in the next line; a quote elsewhere is a mistake found below.
    let open = quotes(text) % 2 === 1 && OPEN_FIELD.test(text)
    while (open) {
      const more = lines.next()
      if (more.done) throw new Malformed(`${file}:${line}: expected a closing quote, found the end of the file`)
      parts.push(more.value.text)
      open = quotes(more.value.text) % 2 === 0
    }
    yield { line, fields: quoted(parts.join('\n'), file, line) }
  }
}

/** A row with an odd number of quotes whose last field begins with one. */
const OPEN_FIELD = /(?:^|,)"(?:[^"]|"")*$/
const quotes = (text: string) => text.split('"').length - 1

/** Fields of a row in which something is quoted. */
function quoted(text: string, file: string, line: number): string[] {
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/gy
  for (;;) {
    const match = field.exec(text)
    if (!match) {
      const found = JSON.stringify(text.slice(0, 60))
      throw new Malformed(
        `${file}:${line}: column ${fields.length + 1}: expected quotes around a whole field, found ${found}`,
      )
    }
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '') return fields
  }
}

/** Reads one value or throws a text that says what was expected. */
export type Reader<T> = (text: string) => T

/** What a reader expected. */
export class Expected extends Error {}

/** A column of a table: how to read it, and whether it may be missing from the file. */
export interface Column<T> {
  read: Reader<T>
  optional?: boolean
}

type Columns = Record<string, Column<unknown>>
type Values<C extends Columns> = {
  [K in keyof C]: ReturnType<C[K]['read']> | (C[K]['optional'] extends true ? undefined : never)
}

/**
 * Rows of a CSV file with a header, as records; columns may come in any order, empty lines are passed over. A column nobody knows is an error: it may
 * be a known one misspelt.
 * @throws Malformed naming file, line and column, and what was expected
 */
export function* readTable<C extends Columns>(
  file: string,
  columns: C,
): Generator<{ line: number; values: Values<C> }> {
  const rows = readCsv(file)
  const header = rows.next().value as Row | undefined
  const names = Object.keys(columns)
  const required = names.filter((name) => !columns[name]?.optional)
  if (!header) throw new Malformed(`${file}:1: expected the header ${required.join(',')}, found an empty file`)
  for (const [i, name] of header.fields.entries()) {
    const where = `${file}:${header.line}: column ${i + 1}`
    if (!names.includes(name))
      throw new Malformed(`${where}: expected one of ${names.join(', ')}, found ${JSON.stringify(name)}`)
    if (header.fields.indexOf(name) < i) throw new Malformed(`${where}: expected each column once, found ${name} again`)
  }
  const missing = required.filter((name) => !header.fields.includes(name))
  if (missing.length)
    throw new Malformed(
      `${file}:${header.line}: expected the columns ${required.join(', ')}; missing: ${missing.join(', ')}`,
    )
  const readers = header.fields.map((name) => ({ name, read: columns[name]?.read as Reader<unknown> }))
  for (const { line, fields } of rows) {
    if (fields.length === 1 && fields[0] === '') continue
    if (fields.length !== readers.length)
      throw new Malformed(`${file}:${line}: expected ${readers.length} fields, found ${fields.length}`)
    const values: Record<string, unknown> = {}
    for (let i = 0; i < readers.length; i++) {
      const { name, read } = readers[i] as (typeof readers)[number]
      const text = fields[i] as string
      try {
        values[name] = read(text)
      } catch (error) {
        if (!(error instanceof Expected)) throw error
        const found = JSON.stringify(text.slice(0, 60))
        throw new Malformed(`${file}:${line}: column ${i + 1} (${name}): expected ${error.message}, found ${found}`)
      }
    }
    yield { line, values: values as Values<C> }
  }
}
