import { type BinaryOperator, childrenOf, type Node, type Variable } from './nodes'
import { RuleSyntaxError, type Token, tokensOf, unquoted } from './tokens'

/** Limits of one expression (platform limits: CloudBase, 安全规则 and 系统函数). */
const MAX_LENGTH = 1024
const MAX_GETS = 3
const MAX_GET_DEPTH = 2

const VARIABLES: readonly string[] = ['auth', 'doc', 'now', 'request'] satisfies Variable[]
/** What `auth` and `request` consist of. */
const PARTS: Record<string, readonly string[]> = {
  auth: ['openid', 'uid', 'loginType', 'unionid'],
  request: ['data'],
}
/** Operators from the weakest to the strongest. */
const LEVELS: readonly BinaryOperator[][] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['>', '>=', '<', '<=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
]

/** Reads an expression. Throws RuleSyntaxError with the position of what is wrong. */
export function parseExpression(text: string): Node {
  if (text.length > MAX_LENGTH) {
    throw new RuleSyntaxError(`an expression has at most ${MAX_LENGTH} characters; too long`, text, MAX_LENGTH)
  }
  const node = new Parser(text).whole()
  if (gets(node) > MAX_GETS) throw new RuleSyntaxError(`more than ${MAX_GETS} calls of get()`, text, 0)
  if (getDepth(node) > MAX_GET_DEPTH) throw new RuleSyntaxError(`get() is nested too deep`, text, 0)
  return node
}

class Parser {
  private readonly tokens: Token[]
  private at = 0

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text)
  }

  whole(): Node {
    const node = this.binary(0)
    if (this.next.kind !== 'end') this.fail(this.next)
    return node
  }

  private get next(): Token {
    return this.tokens[this.at] as Token
  }

  private binary(level: number): Node {
    const operators = LEVELS[level]
    if (!operators) return this.unary()
    let left = this.binary(level + 1)
    for (;;) {
      const operator = operators.find((candidate) => this.take(candidate))
      if (!operator) return left
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
    }
  }

  private unary(): Node {
    for (const operator of ['!', '-'] as const) {
      if (this.take(operator)) return { kind: 'unary', operator, operand: this.unary() }
    }
    return this.postfix(this.primary())
  }

  private postfix(node: Node): Node {
    if (this.take('.')) {
      const token = this.step()
      if (token.kind !== 'name') this.fail(token)
      this.checkPart(node, token)
      return this.postfix({ kind: 'property', object: node, key: { kind: 'literal', value: token.text } })
    }
    if (this.take('[')) {
      const key = this.binary(0)
      this.expect(']')
      return this.postfix({ kind: 'property', object: node, key })
    }
    return node
  }

  private primary(): Node {
    const token = this.step()
    if (token.kind === 'string') return { kind: 'literal', value: unquoted(token.text) }
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'template') return this.template(token)
    if (token.kind === 'name') return this.name(token)
    if (token.text === '(') {
      const node = this.binary(0)
      this.expect(')')
      return node
    }
    if (token.text === '[') return { kind: 'list', items: this.items() }
    return this.fail(token)
  }

  private items(): Node[] {
    const items: Node[] = []
    if (this.take(']')) return items
    do items.push(this.binary(0))
    while (this.take(','))
    this.expect(']')
    return items
  }

  private name(token: Token): Node {
    if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' }
    if (token.text === 'null' || token.text === 'undefined') return { kind: 'literal', value: null }
    if (token.text === 'get') {
      this.expect('(')
      const path = this.binary(0)
      this.expect(')')
      return { kind: 'get', path }
    }
    if (!VARIABLES.includes(token.text)) {
      throw new RuleSyntaxError(`unknown name ${token.text}`, this.text, token.at)
    }
    return { kind: 'variable', name: token.text as Variable }
  }

  private template(token: Token): Node {
    const parts = token.text
      .slice(1, -1)
      .split(/\$\{([^}]*)\}/)
      .map((part, i) => (i % 2 === 0 ? part : new Parser(part).whole()))
    return { kind: 'template', parts }
  }

  private checkPart(node: Node, { text, at }: Token): void {
    const known = node.kind === 'variable' ? PARTS[node.name] : undefined
    if (node.kind === 'variable' && known && !known.includes(text)) {
      throw new RuleSyntaxError(`${node.name} has no ${text}, only ${known.join(', ')}`, this.text, at)
    }
  }

  private step(): Token {
    const token = this.next
    if (token.kind !== 'end') this.at++
    return token
  }

  private take(text: string): boolean {
    const { kind, text: found } = this.next
    if (found !== text || (kind !== 'sign' && kind !== 'name')) return false
    this.at++
    return true
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new RuleSyntaxError(`"${text}" is missing`, this.text, this.next.at)
  }

  private fail({ kind, text, at }: Token): never {
    throw new RuleSyntaxError(kind === 'end' ? 'it ends too early' : `unexpected ${text}`, this.text, at)
  }
}

function gets(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + gets(child), node.kind === 'get' ? 1 : 0)
}

function getDepth(node: Node): number {
  return Math.max(0, ...childrenOf(node).map(getDepth)) + (node.kind === 'get' ? 1 : 0)
}
