import { compareValues, equalValues, typeRank } from '../database/compare'
import type { Document } from '../database/types'
import type { BinaryOperator, Node } from './nodes'

/** Who asks, as rules see it. `openid` of a browser's user is there only when the person has one. */
export interface Identity {
  openid?: string
  uid?: string
  anonymous?: boolean
  /** ANONYMOUS, USERNAME, CUSTOM …; absent for mini-programs, as documented. */
  loginType?: string
}

export interface RuleContext {
  auth: Identity
  doc: Document
  /** Time of the request, ms since 1970. */
  now: number
  /** What a create or an update would write. */
  data?: Document
  /** Reads a document for get(). */
  read(collection: string, id: string): Document | undefined
}

/** The value of an expression. Rules are data and never run as code; what is absent is null. */
export function evaluate(node: Node, context: RuleContext): unknown {
  switch (node.kind) {
    case 'literal':
      return node.value
    case 'list':
      return node.items.map((item) => evaluate(item, context))
    case 'template':
      return node.parts.map((part) => (typeof part === 'string' ? part : String(evaluate(part, context)))).join('')
    case 'variable':
      return variable(node.name, context)
    case 'property':
      return property(node.object, node.key, context)
    case 'unary':
      return node.operator === '!' ? evaluate(node.operand, context) !== true : negated(evaluate(node.operand, context))
    case 'binary':
      return binary(node.operator, node.left, node.right, context)
    case 'get':
      return document(evaluate(node.path, context), context)
  }
}

function variable(name: string, { auth, doc, now, data }: RuleContext): unknown {
  if (name === 'now') return now
  if (name === 'doc') return doc
  return name === 'auth' ? auth : { data: data ?? null }
}

function property(object: Node, key: Node, context: RuleContext): unknown {
  const name = evaluate(key, context)
  if (object.kind === 'variable' && object.name === 'auth') {
    // An absent identity is a value that equals nothing, so that `doc.x == auth.openid` denies strangers.
    return context.auth[name as keyof Identity] ?? (name === 'loginType' ? null : Symbol('nobody'))
  }
  return own(evaluate(object, context), name) ?? null
}

function own(value: unknown, name: unknown): unknown {
  if (typeof value !== 'object' || value === null || typeof name === 'symbol') return undefined
  const key = String(name)
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
}

/** `database.COLLECTION.ID`; an id may contain dots. */
function document(path: unknown, context: RuleContext): unknown {
  const [, collection, id] = typeof path === 'string' ? (/^database\.([^.]+)\.(.+)$/s.exec(path) ?? []) : []
  return collection === undefined || id === undefined ? null : (context.read(collection, id) ?? null)
}

function binary(operator: BinaryOperator, left: Node, right: Node, context: RuleContext): unknown {
  const a = evaluate(left, context)
  if (operator === '&&') return a === true && evaluate(right, context) === true
  if (operator === '||') return a === true || evaluate(right, context) === true
  return apply(operator, a, evaluate(right, context))
}

/** Any operator but && and || on two values. */
export function apply(operator: Exclude<BinaryOperator, '&&' | '||'>, a: unknown, b: unknown): unknown {
  switch (operator) {
    case '==':
      return equal(a, b)
    case '!=':
      return !equal(a, b)
    case 'in':
      return Array.isArray(b) && b.some((item) => equal(a, item))
    case '>':
    case '>=':
    case '<':
    case '<=':
      return ordered(operator, plain(a), plain(b))
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return a + b
      return number(a) + number(b)
    case '-':
      return number(a) - number(b)
    case '*':
      return number(a) * number(b)
    case '/':
      return number(a) / number(b)
    case '%':
      return number(a) % number(b)
  }
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a === 'symbol' || typeof b === 'symbol' || Number.isNaN(a) || Number.isNaN(b)) return false
  return equalValues(plain(a), plain(b))
}

/** Only numbers with numbers and texts with texts. */
function ordered(operator: string, a: unknown, b: unknown): boolean {
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false
  if (typeRank(a) !== typeRank(b) || Number.isNaN(a) || Number.isNaN(b)) return false
  const order = compareValues(a, b)
  if (order === 0) return operator.endsWith('=')
  return order > 0 === operator.startsWith('>')
}

/** Dates are numbers in rules, to be compared with `now`. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value
}

/** NaN for what is no number: it is neither equal to nor greater than anything. */
function number(value: unknown): number {
  const found = plain(value)
  return typeof found === 'number' ? found : Number.NaN
}

const negated = (value: unknown): number => -number(value)
