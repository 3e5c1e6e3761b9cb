import { Query } from 'mingo'
import { compareValues, equalValues, typeRank } from './compare'
import { Extended } from './ejson'
import { splitPath, valuesAt } from './paths'
import { DatabaseError, type Document } from './types'

export type Matcher = (document: Document) => boolean

/**
 * Compiles a query to a predicate. The everyday operators are our own closures (building a mingo query costs about
 * 30 µs, too much for one conditional update); any query with another operator is mingo's as a whole.
 * Throws DatabaseError for operators nobody knows.
 */
export function compileQuery(query: Document): Matcher {
  const own = compileOwn(query)
  if (own) return own
  try {
    const compiled = new Query(query)
    return (document) => compiled.test(document)
  } catch (error) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', `bad query: ${(error as Error).message}`)
  }
}

function compileOwn(query: Document): Matcher | undefined {
  const tests: Matcher[] = []
  for (const key in query) {
    const test = key.startsWith('$') ? compileLogic(key, query[key]) : compileField(key, query[key])
    if (!test) return undefined
    tests.push(test)
  }
  return all(tests)
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

function compileLogic(operator: string, operand: unknown): Matcher | undefined {
  if (!Array.isArray(operand) || !['$and', '$or', '$nor'].includes(operator)) return undefined
  const tests: Matcher[] = []
  for (const part of operand) {
    const test = isPlainObject(part) ? compileOwn(part) : undefined
    if (!test) return undefined
    tests.push(test)
  }
  if (operator === '$and') return all(tests)
  const any: Matcher = (document) => tests.some((test) => test(document))
  return operator === '$or' ? any : (document) => !any(document)
}

function compileField(path: string, condition: unknown): Matcher | undefined {
  const parts = splitPath(path)
  if (!isOperators(condition)) return isSimple(parts, condition) ? equalityTest(parts, condition) : undefined
  const tests: Matcher[] = []
  for (const operator in condition) {
    const test = compileOperator(parts, operator, condition[operator])
    if (!test) return undefined
    tests.push(test)
  }
  return all(tests)
}

function compileOperator(parts: string[], operator: string, operand: unknown): Matcher | undefined {
  switch (operator) {
    case '$eq':
      return isSimple(parts, operand) ? equalityTest(parts, operand) : undefined
    case '$ne': {
      if (!isSimple(parts, operand)) return undefined
      const test = equalityTest(parts, operand)
      return (document) => !test(document)
    }
    case '$gt':
      return orderTest(parts, operand, (order) => order > 0)
    case '$gte':
      return orderTest(parts, operand, (order) => order >= 0)
    case '$lt':
      return orderTest(parts, operand, (order) => order < 0)
    case '$lte':
      return orderTest(parts, operand, (order) => order <= 0)
    case '$in':
    case '$nin': {
      if (!Array.isArray(operand) || !operand.every((value) => isSimple(parts, value))) return undefined
      const test = membershipTest(parts, operand)
      return operator === '$in' ? test : (document) => !test(document)
    }
    case '$exists': {
      const wanted = Boolean(operand)
      return (document) => valuesAt(document, parts, false).length > 0 === wanted
    }
    default:
      return undefined
  }
}

/** Whether a comparison has none of the finer points of regular expressions, arrays, sub-documents and missing ones. */
function isSimple(parts: string[], value: unknown): boolean {
  if (value === null || value === undefined) return parts.length === 1
  return typeof value !== 'object' || value instanceof Date || value instanceof Extended
}

function equalityTest(parts: string[], wanted: unknown): Matcher {
  if (wanted === null || wanted === undefined) {
    return (document) => {
      const values = valuesAt(document, parts)
      return values.length === 0 || values.some((value) => value === null)
    }
  }
  const primitive = typeof wanted !== 'object'
  const [field] = parts
  if (parts.length === 1 && primitive && field !== undefined) {
    return (document) => {
      const value = document[field]
      return value === wanted || (Array.isArray(value) && value.includes(wanted))
    }
  }
  return (document) => {
    for (const value of valuesAt(document, parts)) if (equalValues(value, wanted)) return true
    return false
  }
}

function membershipTest(parts: string[], wanted: unknown[]): Matcher {
  const primitives = new Set(wanted.filter((value) => typeof value !== 'object'))
  const others = wanted.filter((value) => typeof value === 'object').map((value) => equalityTest(parts, value))
  return (document) => {
    for (const value of valuesAt(document, parts)) if (primitives.has(value)) return true
    return others.some((test) => test(document))
  }
}

/** Only values of the operand's own type compare, as in MongoDB. */
function orderTest(parts: string[], operand: unknown, accept: (order: number) => boolean): Matcher | undefined {
  if (operand === null || operand === undefined || !isSimple(parts, operand)) return undefined
  const rank = typeRank(operand)
  return (document) => {
    for (const value of valuesAt(document, parts)) {
      if (typeRank(value) === rank && accept(compareValues(value, operand))) return true
    }
    return false
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !(value instanceof Extended)
  )
}

/** Whether a field's condition is made of operators (`{$gt: 1}`) rather than being a value to equal. */
export function isOperators(condition: unknown): condition is Record<string, unknown> {
  if (!isPlainObject(condition)) return false
  for (const key in condition) return key.startsWith('$')
  return false
}
