/** One word of a rule expression and where it begins (0 is the first character). */
export interface Token {
  kind: 'string' | 'template' | 'number' | 'name' | 'sign' | 'end'
  text: string
  at: number
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(`(?:[^`\\]|\\.)*`)|(\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*)|([=!]==?|[<>]=?|&&|\|\||[-+*/%!.,()[\]]))/y

const KINDS = ['string', 'template', 'number', 'name', 'sign'] as const

/** An expression that cannot be read; `at` is where. */
export class RuleSyntaxError extends Error {
  constructor(
    problem: string,
    readonly expression: string,
    readonly at: number,
  ) {
    super(`${problem} at character ${at + 1} of "${expression}"`)
  }
}

/** Splits an expression into tokens; the last one is `end`. Throws RuleSyntaxError. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  for (let next = 0; next < end; next = TOKEN.lastIndex) {
    const match = TOKEN.exec(text)
    const group = match ? KINDS.findIndex((_, i) => match[i + 1] !== undefined) : -1
    if (!match || group < 0) {
      const at = next + (/^\s*/.exec(text.slice(next))?.[0].length ?? 0)
      throw new RuleSyntaxError(`unexpected ${JSON.stringify(text[at])}`, text, at)
    }
    const word = match[group + 1] as string
    // JavaScript's === means no more than == here.
    const plain = word === '===' || word === '!==' ? word.slice(0, 2) : word
    tokens.push({ kind: KINDS[group] as Token['kind'], text: plain, at: TOKEN.lastIndex - word.length })
  }
  tokens.push({ kind: 'end', text: 'the end', at: end })
  return tokens
}

/** The text of a quoted token. */
export function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, '$1')
}
