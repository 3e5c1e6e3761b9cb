/**
 * Expressions of read rules: `doc.public == true || doc.owner == auth.openid`. Operands are `doc.path`,
 * `auth.openid`, `auth.uid`, strings, numbers, true, false, null and lists of such; operators are == != in && || and
 * parentheses. A tiny evaluator of its own: rules are data and must never run as code.
 */

export interface RuleContext {
  auth: { openid?: string; uid?: string }
  doc: Record<string, unknown>
}

export type RuleExpression = (context: RuleContext) => boolean

type Evaluate = (context: RuleContext) => unknown

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.\w+)*)|(==|!=|&&|\|\||[()[\],]))/y

/** Compiles an expression; throws an Error with its text when it is not one. */
export function compileRule(text: string): RuleExpression {
  const parser = new Parser(text)
  const evaluate = parser.whole()
  return (context) => evaluate(context) === true
}

class Parser {
  private readonly tokens: string[] = []
  private at = 0

  constructor(private readonly text: string) {
    TOKEN.lastIndex = 0
    const end = text.trimEnd().length
    for (let next = 0; next < end; next = TOKEN.lastIndex) {
      const match = TOKEN.exec(text)
      if (!match) this.fail(`unexpected "${text.slice(next).trim()}"`)
      this.tokens.push((match as RegExpExecArray)[0].trim())
    }
  }

  whole(): Evaluate {
    const result = this.either()
    if (this.at < this.tokens.length) this.fail(`unexpected "${this.tokens[this.at]}"`)
    return result
  }

  private either(): Evaluate {
    let left = this.both()
    while (this.take('||')) {
      const [first, second] = [left, this.both()]
      left = (context) => first(context) === true || second(context) === true
    }
    return left
  }

  private both(): Evaluate {
    let left = this.comparison()
    while (this.take('&&')) {
      const [first, second] = [left, this.comparison()]
      left = (context) => first(context) === true && second(context) === true
    }
    return left
  }

  private comparison(): Evaluate {
    const left = this.operand()
    if (this.take('==')) return compare(left, this.operand(), (a, b) => a === b)
    if (this.take('!=')) return compare(left, this.operand(), (a, b) => a !== b)
    if (this.take('in')) return compare(left, this.operand(), (a, b) => Array.isArray(b) && b.includes(a))
    return left
  }

  private operand(): Evaluate {
    const token = this.tokens[this.at++]
    if (token === undefined) return this.fail('it ends too early')
    if (token === '(') {
      const inner = this.either()
      if (!this.take(')')) this.fail('")" is missing')
      return inner
    }
    if (token === '[') return this.list()
    if (/^["']/.test(token)) return constant(token.slice(1, -1).replace(/\\(.)/g, '$1'))
    if (/^-?\d/.test(token)) return constant(Number(token))
    return this.name(token)
  }

  private list(): Evaluate {
    const items: Evaluate[] = []
    while (!this.take(']')) {
      if (items.length > 0 && !this.take(',')) this.fail('"," or "]" is missing')
      items.push(this.operand())
    }
    return (context) => items.map((item) => item(context))
  }

  private name(token: string): Evaluate {
    if (token === 'true' || token === 'false') return constant(token === 'true')
    if (token === 'null') return constant(null)
    // Absent identities become a value that equals nothing, so that `doc.x == auth.openid` denies strangers.
    if (token === 'auth.openid') return ({ auth }) => auth.openid ?? Symbol('nobody')
    if (token === 'auth.uid') return ({ auth }) => auth.uid ?? Symbol('nobody')
    if (!token.startsWith('doc.')) return this.fail(`unknown name "${token}"`)
    const path = token.split('.').slice(1)
    return ({ doc }) => path.reduce<unknown>(property, doc) ?? null
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false
    this.at++
    return true
  }

  private fail(what: string): never {
    throw new Error(`rule "${this.text}": ${what}`)
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

const constant =
  (value: unknown): Evaluate =>
  () =>
    value

const compare =
  (left: Evaluate, right: Evaluate, test: (a: unknown, b: unknown) => boolean): Evaluate =>
  (context) =>
    test(left(context), right(context))
