import { readFileSync } from 'node:fs'
import { JsonError, lineAndColumn, parseJson } from './json'

/** A configuration that cannot be used; the message begins with `FILE:LINE:COLUMN`. */
export class ConfigError extends Error {}

/** A JSON file of a configuration, whose values know where they stand. */
export class ConfigFile {
  readonly value: unknown
  private readonly text: string
  private readonly places: Map<string, number>

  /** @throws ConfigError when it cannot be read or is not JSON */
  constructor(readonly file: string) {
    try {
      this.text = readFileSync(file, 'utf8')
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      throw new ConfigError(`${file}: ${code === 'ENOENT' ? 'no such file' : message}`)
    }
    try {
      const { value, places } = parseJson(this.text)
      this.value = value
      this.places = places
    } catch (error) {
      if (error instanceof JsonError) throw new ConfigError(`${this.place(error.offset)}: ${error.message}`)
      throw error
    }
  }

  /** `FILE:LINE:COLUMN` of a value, or of what holds it when it is absent. */
  where(path: string): string {
    for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const offset = this.places.get(at)
      if (offset !== undefined || at === '') return this.place(offset ?? 0)
    }
  }

  fail(path: string, what: string): never {
    throw new ConfigError(`${this.where(path)}: ${what}`)
  }

  private place(offset: number): string {
    const { line, column } = lineAndColumn(this.text, offset)
    return `${this.file}:${line}:${column}`
  }
}

/** An object of a configuration file. */
export class ConfigObject {
  readonly value: Record<string, unknown>

  /** @throws ConfigError when the value at `path` is no object */
  constructor(
    readonly file: ConfigFile,
    readonly path: string,
    value: unknown,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      file.fail(path, `expected an object, found ${shown(value)}`)
    }
    this.value = value as Record<string, unknown>
  }

  static whole(file: ConfigFile): ConfigObject {
    return new ConfigObject(file, '', file.value)
  }

  get keys(): string[] {
    return Object.keys(this.value)
  }

  /** The value of a key, undefined when absent; `fits` decides whether it is `expected`. */
  get<T>(key: string, expected: string, fits: (value: unknown) => value is T): T | undefined {
    const value = this.value[key]
    if (value === undefined || fits(value)) return value as T | undefined
    return this.fail(key, `${key}: expected ${expected}, found ${shown(value)}`)
  }

  text(key: string): string | undefined {
    return this.get(key, 'a text', (value): value is string => typeof value === 'string')
  }

  object(key: string): ConfigObject | undefined {
    const value = this.value[key]
    return value === undefined ? undefined : new ConfigObject(this.file, `${this.path}/${key}`, value)
  }

  /** The objects of a list; none when it is absent. */
  objects(key: string): ConfigObject[] {
    const list = this.get(key, 'a list', (value): value is unknown[] => Array.isArray(value)) ?? []
    return list.map((value, i) => new ConfigObject(this.file, `${this.path}/${key}/${i}`, value))
  }

  fail(key: string, what: string): never {
    return this.file.fail(`${this.path}/${key}`, what)
  }

  where(key: string): string {
    return this.file.where(`${this.path}/${key}`)
  }
}

const SHOWN = 60

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
