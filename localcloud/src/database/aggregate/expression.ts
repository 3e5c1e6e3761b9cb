import { isPlainObject } from '../plain'
import type { Document } from '../types'
import { operators } from './operators/index'
import { failed } from './values'

/** What an expression is evaluated in. */
export interface Scope {
  root: Document
  variables: Readonly<Record<string, unknown>>
  /** ms since 1970, for `$$NOW`. */
  now: number
}

/** The value of an expression; undefined is MongoDB's "missing". Values are shared with the document. */
export type Evaluate = (scope: Scope) => unknown

/** Compiles an expression inside another one; `names` are variables that the outer one adds. */
export type Compile = (expression: unknown, names?: readonly string[]) => Evaluate

/** Makes an operator's evaluation of its operand. Throws DatabaseError when the operand is wrong for any document. */
export type Operator = (operand: unknown, compile: Compile, name: string) => Evaluate

/**
 * Compiles an aggregation expression.
 * @param names variables that will be set (`let` of $lookup)
 * @throws DatabaseError for unknown operators and variables
 */
export function compileExpression(expression: unknown, names: readonly string[] = []): Evaluate {
  const compile: Compile = (inner, more = []) => compileExpression(inner, more.length > 0 ? [...names, ...more] : names)
  if (typeof expression === 'string') {
    return expression.startsWith('$') ? compilePath(expression, names) : () => expression
  }
  if (Array.isArray(expression)) {
    const items = expression.map((item) => compile(item))
    return (scope) => items.map((item) => item(scope) ?? null)
  }
  if (isPlainObject(expression)) return compileObject(expression, compile)
  return () => expression
}

function compileObject(expression: Document, compile: Compile): Evaluate {
  const keys = Object.keys(expression)
  const name = keys.find((key) => key.startsWith('$'))
  if (name !== undefined) {
    if (keys.length > 1) {
      const shown = JSON.stringify(expression)
      throw failed(`an object representing an expression must have exactly one field: ${shown}`)
    }
    const operator = operators[name]
    if (!operator) throw failed(`Unrecognized expression '${name}'`)
    return operator(expression[name], compile, name)
  }
  const fields = keys.map((key) => [key, compile(expression[key])] as const)
  return (scope) => {
    const result: Document = {}
    for (const [key, evaluate] of fields) {
      const value = evaluate(scope)
      if (value !== undefined) result[key] = value
    }
    return result
  }
}

function compilePath(text: string, names: readonly string[]): Evaluate {
  const isVariable = text.startsWith('$$')
  const [first = '', ...rest] = text.slice(isVariable ? 2 : 1).split('.')
  if (first === '')
    throw failed(isVariable ? 'empty variable names are not allowed' : "'$' by itself is not a valid FieldPath")
  if (rest.includes('')) throw failed('FieldPath field names may not be empty strings.')
  if (!isVariable) return ({ root }) => fieldAt(root, [first, ...rest], 0)
  if (names.includes(first)) return ({ variables }) => fieldAt(variables[first], rest, 0)
  switch (first) {
    case 'ROOT':
    case 'CURRENT':
      return ({ root }) => fieldAt(root, rest, 0)
    case 'NOW':
      return ({ now }) => new Date(now)
    case 'REMOVE':
      return () => undefined
    default:
      throw failed(`Use of undefined variable: ${first}`)
  }
}

/** A path's value: an array on the way gives the array of what its objects have there; positions are no fields. */
function fieldAt(value: unknown, parts: readonly string[], from: number): unknown {
  for (let i = from; i < parts.length; i++) {
    if (Array.isArray(value)) {
      const found = value.map((item) => (isPlainObject(item) ? fieldAt(item, parts, i) : undefined))
      return found.filter((item) => item !== undefined)
    }
    if (!isPlainObject(value)) return undefined
    value = value[parts[i] as string]
  }
  return value
}

/**
 * A predicate from an expression, for `$expr` in queries.
 * @param variables values of the variables it may use
 */
export function expressionTest(
  expression: unknown,
  now: number,
  variables: Readonly<Record<string, unknown>> = {},
): (document: Document) => unknown {
  const evaluate = compileExpression(expression, Object.keys(variables))
  return (root) => evaluate({ root, variables, now })
}
