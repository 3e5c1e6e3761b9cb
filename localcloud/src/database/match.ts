import { splitPath } from './paths'
import { isOperators, isPlainObject } from './plain'
import { arrays } from './query/arrays'
import { comparison, equal } from './query/comparison'
import { type Condition, every } from './query/condition'
import { element } from './query/element'
import { compileExpression, type Surroundings } from './query/expression'
import { geospatial } from './query/geospatial'
import { compileSchema } from './query/json-schema'
import { badValue, type Compiler, type Matcher, type Operator } from './query/operator'
import { matchesText, text } from './query/regex'
import type { Document } from './types'

export { isOperators, isPlainObject } from './plain'
export type { Matcher } from './query/operator'

/**
 * Compiles a query to a predicate, with the meaning MongoDB 4 gives it (CloudBase's documentation follows it): null is
 * also a missing field, an array matches as a whole or by one of its items, values compare with their own type only.
 * Throws DatabaseError for operators that are unknown and operands that are wrong.
 * @param around what `$expr` sees besides the document; without it no variables, and real time
 */
export function compileQuery(query: Document, around?: Surroundings): Matcher {
  const tests: Matcher[] = []
  for (const key in query)
    tests.push(key.startsWith('$') ? compileTop(key, query[key], around) : field(key, query[key]))
  return all(tests)
}

/** Compiles a field's condition, for putting it to single values (items of an array). */
export function compileCondition(condition: unknown): Condition {
  if (condition instanceof RegExp) return matchesText(condition)
  if (!isOperators(condition)) return equal(condition)
  const parts: Condition[] = []
  for (const name in condition) {
    const operator = OPERATORS[name]
    if (!operator) throw badValue(`unknown operator: ${name}`)
    parts.push(operator(condition[name], condition, COMPILER))
  }
  return every(parts)
}

const COMPILER: Compiler = { query: (query) => compileQuery(query), condition: compileCondition }
const OPERATORS: Record<string, Operator> = { ...comparison, ...text, ...element, ...arrays, ...geospatial }

function field(path: string, condition: unknown): Matcher {
  const compiled = compileCondition(condition)
  const parts = splitPath(path)
  return (document) => compiled.at(document, parts)
}

function compileTop(operator: string, operand: unknown, around?: Surroundings): Matcher {
  switch (operator) {
    case '$and':
      return all(compileList(operator, operand, around))
    case '$or':
    case '$nor': {
      const tests = compileList(operator, operand, around)
      const wanted = operator === '$or'
      return (document) => tests.some((test) => test(document)) === wanted
    }
    case '$expr':
      return compileExpression(operand, around)
    case '$jsonSchema':
      return compileSchema(operand)
    case '$comment':
      return () => true
    default:
      throw badValue(`unknown top level operator: ${operator}`)
  }
}

function compileList(operator: string, operand: unknown, around?: Surroundings): Matcher[] {
  if (!Array.isArray(operand)) throw badValue(`${operator} must be an array`)
  if (operand.length === 0) throw badValue('$and/$or/$nor must be a nonempty array')
  return operand.map((part) => {
    if (!isPlainObject(part)) throw badValue('$or/$and/$nor entries need to be full objects')
    return compileQuery(part, around)
  })
}

function all(tests: Matcher[]): Matcher {
  const [first, second] = tests
  if (!first) return () => true
  if (!second) return first
  return (document) => {
    for (const test of tests) if (!test(document)) return false
    return true
  }
}
