/** Input that is not what its format says; `message` has one `FILE:LINE:COLUMN: …` line for each problem. */
export class MalformedInput extends Error {
  override name = 'MalformedInput'
}

export type Path = readonly PropertyKey[]

export interface Located {
  value: unknown
  /** `FILE:LINE:COLUMN` of what stands at a path, or of the nearest thing around it that is there. */
  where(path: Path): string
}

/** No file people write is deeper. */
const MOST_DEPTH = 64

/**
 * Reads JSON and remembers where everything stood, so that whoever checks it can point at it. Strict: one value, no
 * key twice.
 * @param firstLine number of the text's first line in the file
 * @throws MalformedInput naming file, line, column and what was expected
 */
export function readJson(text: string, file: string, firstLine = 1): Located {
  const places = new Map<string, number>()
  let i = text.startsWith('\uFEFF') ? 1 : 0

  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n')
    return `${file}:${firstLine + before.length - 1}:${(before.at(-1) as string).replace('\uFEFF', '').length + 1}`
  }
  const fail = (expected: string, offset = i): never => {
    const found = offset >= text.length ? 'the end' : JSON.stringify(text.slice(offset, offset + 20).split('\n')[0])
    throw new MalformedInput(`${at(offset)}: expected ${expected}, found ${found}`)
  }
  const space = () => {
    while (' \t\r\n'.includes(text[i] ?? 'x')) i++
  }
  const take = (character: string, expected: string) => {
    space()
    if (text[i] !== character) fail(expected)
    i++
  }
  const token = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = i
    return pattern.exec(text)?.[0]
  }
  const string = (expected: string): string => {
    const found = token(/"(?:[^"\\\r\n]|\\.)*"/y) ?? fail(expected)
    try {
      const read = JSON.parse(found) as string
      i += found.length
      return read
    } catch {
      return fail('a text without control characters and with escapes of JSON only')
    }
  }
  /** Items between brackets, separated by commas. */
  const items = (close: string, read: (index: number) => void) => {
    i++
    space()
    if (text[i] === close) {
      i++
      return
    }
    for (let index = 0; ; index++) {
      read(index)
      space()
      if (text[i] === close) {
        i++
        return
      }
      take(',', `"," or "${close}"`)
    }
  }
  const value = (path: PropertyKey[]): unknown => {
    space()
    places.set(JSON.stringify(path), i)
    if (path.length > MOST_DEPTH) fail(`no more than ${MOST_DEPTH} levels`)
    const first = text[i]
    if (first === '{') {
      const result = new Map<string, unknown>()
      items('}', () => {
        space()
        const start = i
        const key = string('a key in double quotes')
        if (result.has(key)) fail(`the key "${key}" once`, start)
        take(':', '":"')
        result.set(key, value([...path, key]))
      })
      return Object.fromEntries(result)
    }
    if (first === '[') {
      const result: unknown[] = []
      items(']', (index) => result.push(value([...path, index])))
      return result
    }
    if (first === '"') return string('a text closed by a double quote on the same line')
    const word = token(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y) ?? fail('a JSON value')
    i += word.length
    return JSON.parse(word)
  }

  const result = value([])
  space()
  if (i < text.length) fail('the end of the JSON value')
  return {
    value: result,
    where(path) {
      let near = [...path]
      while (near.length && !places.has(JSON.stringify(near))) near = near.slice(0, -1)
      return at(places.get(JSON.stringify(near)) as number)
    },
  }
}
