import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import type { Compile, Evaluate, Operator } from '../expression'
import { failed } from '../values'

/** Arguments of an operator: `{$abs: x}` and `{$abs: [x]}` are the same. */
export function argumentsOf(operand: unknown, compile: Compile): Evaluate[] {
  return (Array.isArray(operand) ? operand : [operand]).map((item) => compile(item))
}

/** An operator of a fixed number of arguments, or of between two numbers. */
export function fixed(least: number, most: number, evaluate: (values: unknown[], name: string) => unknown): Operator {
  return (operand, compile, name) => {
    const parts = argumentsOf(operand, compile)
    const count = parts.length
    if (count < least || count > most) {
      throw failed(
        least === most
          ? `Expression ${name} takes exactly ${least} arguments. ${count} were passed in.`
          : `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${count} were passed in.`,
      )
    }
    return (scope) =>
      evaluate(
        parts.map((part) => part(scope)),
        name,
      )
  }
}

export function unary(evaluate: (value: unknown, name: string) => unknown): Operator {
  return fixed(1, 1, ([value], name) => evaluate(value, name))
}

export function binary(evaluate: (a: unknown, b: unknown, name: string) => unknown): Operator {
  return fixed(2, 2, ([a, b], name) => evaluate(a, b, name))
}

export function variadic(evaluate: (values: unknown[], name: string) => unknown): Operator {
  return fixed(0, Number.POSITIVE_INFINITY, evaluate)
}

/** Checks an operator's named parameters; a `?` at the end of a name makes it optional. */
export function parameters(operand: unknown, name: string, known: string[]): Document {
  if (!isPlainObject(operand)) throw failed(`${name} only supports an object as its argument`)
  for (const key of Object.keys(operand)) {
    if (!known.includes(key) && !known.includes(`${key}?`)) throw failed(`Unrecognized parameter to ${name}: ${key}`)
  }
  for (const key of known) {
    if (!key.endsWith('?') && !(key in operand)) throw failed(`Missing '${key}' parameter to ${name}`)
  }
  return operand
}

/** The parameters of {@link parameters} compiled, each to what it evaluates to; missing ones are missing values. */
export function named(known: string[], evaluate: (values: Document, name: string) => unknown): Operator {
  return (operand, compile, name) => {
    const compiled = Object.entries(parameters(operand, name, known)).map(
      ([key, expression]) => [key, compile(expression)] as const,
    )
    return (scope) => evaluate(Object.fromEntries(compiled.map(([key, part]) => [key, part(scope)])), name)
  }
}
