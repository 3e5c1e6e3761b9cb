/**
 * Canonical extended JSON, the form documents have on the wire and on disk. A codec of our own: it runs for every
 * document read and written, and needs only the types the SDK knows. Numbers are JavaScript numbers throughout (the
 * SDK parses them so, too): integers within 32 bits become $numberInt, larger ones $numberLong, fractions $numberDouble.
 */
const INT32_MAX = 0x7fffffff
const INT32_MIN = -0x80000000
const INT64_LIMIT = 2 ** 63

/** A type that only passes through: $binary, $timestamp and the like, kept as their JSON. */
export class Extended {
  readonly json: string

  constructor(json: string) {
    this.json = json
  }
}

const OPAQUE = new Set(['$binary', '$numberDecimal', '$minKey', '$maxKey', '$symbol', '$code'])

/** Parses extended JSON text. `now` (ms) resolves server dates. Throws SyntaxError on text that is not JSON. */
export function parseEjson(text: string, now?: number): unknown {
  return reviveEjson(JSON.parse(text), now)
}

/** Turns already parsed extended JSON into values; the argument is reused where nothing changes. */
export function reviveEjson(value: unknown, now?: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = value[i]
      if (typeof item === 'object' && item !== null) value[i] = reviveEjson(item, now)
    }
    return value
  }
  const object = value as Record<string, unknown>
  for (const key in object) {
    if (key.charCodeAt(0) === 36) {
      const special = reviveSpecial(key, object, now)
      if (special !== undefined) return special
    }
    const item = object[key]
    if (typeof item === 'object' && item !== null) object[key] = reviveEjson(item, now)
  }
  return object
}

function reviveSpecial(key: string, object: Record<string, unknown>, now: number | undefined): unknown {
  const value = object[key]
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
      return typeof value === 'string' || typeof value === 'number' ? Number(value) : undefined
    case '$date': {
      // A server date, as the web SDK says it.
      if (isOffset(value)) return new Date((now ?? Date.now()) + Number(reviveEjson(value.offset)))
      const at = typeof value === 'object' && value !== null ? reviveEjson(value) : value
      return typeof at === 'number' || typeof at === 'string' ? new Date(at) : undefined
    }
    case '$regularExpression': {
      const { pattern, options } = value as { pattern: string; options?: string }
      return toRegExp(pattern, options ?? '')
    }
    // The SDK reads ObjectIds as texts and asks for them by text: kept as texts, they are found either way.
    case '$oid':
      return typeof value === 'string' ? value : undefined
    case '$tcb_server_date': {
      const offset = reviveEjson((value as { offset?: unknown }).offset ?? 0)
      return new Date((now ?? Date.now()) + Number(offset))
    }
    // Seconds: a date, as older SDKs wrote it. MongoDB's own timestamp has two parts and passes through.
    case '$timestamp': {
      const seconds = reviveEjson(value)
      return typeof seconds === 'number' ? new Date(seconds * 1000) : new Extended(JSON.stringify(object))
    }
    default:
      return OPAQUE.has(key) ? new Extended(JSON.stringify(object)) : undefined
  }
}

function isOffset(value: unknown): value is { offset: unknown } {
  return typeof value === 'object' && value !== null && 'offset' in value
}

/** Options at the beginning of a pattern, as PCRE allows them: `(?i)apple`. */
const INLINE = /^\(\?([imsx]+)\)/
/** What `x` tells apart: escapes and sets, which stay, from white space and comments, which do not count. */
const EXTENDED = /\\.|\[(?:\\.|[^\]\\])*\]|\s+|#[^\n]*/gs

/** A regular expression of MongoDB (PCRE, options i, m, s, x) as one of JavaScript. @throws SyntaxError */
export function toRegExp(pattern: string, options: string): RegExp {
  const inline = INLINE.exec(pattern)
  if (inline) return toRegExp(pattern.slice(inline[0].length), options + inline[1])
  const counted = options.includes('x')
    ? pattern.replace(EXTENDED, (part) => (/^[\s#]/.test(part) ? '' : part))
    : pattern
  return new RegExp(counted, [...new Set(options.replace(/[^imsu]/g, ''))].join(''))
}

/** Canonical extended JSON of a value; undefined fields are left out, undefined items of arrays become null. */
export function stringifyEjson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return stringifyNumber(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return `{"$numberLong":"${value}"}`
    case 'object':
      return value === null ? 'null' : stringifyObject(value)
    default:
      return 'null'
  }
}

function stringifyNumber(value: number): string {
  if (Number.isInteger(value) && !Object.is(value, -0)) {
    if (value <= INT32_MAX && value >= INT32_MIN) return `{"$numberInt":"${value}"}`
    if (value < INT64_LIMIT && value >= -INT64_LIMIT) return `{"$numberLong":"${BigInt(value)}"}`
  }
  return `{"$numberDouble":"${Object.is(value, -0) ? '-0.0' : value}"}`
}

function stringifyObject(value: object): string {
  if (Array.isArray(value)) {
    let text = '['
    for (let i = 0; i < value.length; i++) text += (i ? ',' : '') + stringifyEjson(value[i])
    return `${text}]`
  }
  if (value instanceof Date) return `{"$date":{"$numberLong":"${value.getTime()}"}}`
  if (value instanceof RegExp) {
    return `{"$regularExpression":{"pattern":${JSON.stringify(value.source)},"options":"${value.flags}"}}`
  }
  if (value instanceof Extended) return value.json
  let text = '{'
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key]
    if (item === undefined || typeof item === 'function') continue
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${stringifyEjson(item)}`
  }
  return `${text}}`
}
