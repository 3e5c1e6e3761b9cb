import { equalValues } from '../compare'
import { isPlainObject } from '../plain'
import type { Document } from '../types'
import { badValue, type Matcher } from './operator'
import { typeTest } from './types'

type Test = (value: unknown) => boolean
type Keyword = (operand: unknown, schema: Document, name: string) => Test

const isNumber = (value: unknown): value is number => typeof value === 'number'
const isText = (value: unknown): value is string => typeof value === 'string'
const isList: (value: unknown) => value is unknown[] = Array.isArray
const VALID: Test = () => true

/** A keyword says something about one type of values only: all others are valid, as in JSON Schema draft 4. */
function about<T>(type: (value: unknown) => value is T, test: (value: T) => boolean): Test {
  return (value) => !type(value) || test(value)
}

/** A keyword that compares a value with a number. */
function limit<T>(
  type: (value: unknown) => value is T,
  accept: (value: T, limit: number, schema: Document) => boolean,
): Keyword {
  return (operand, schema, name) => {
    if (!isNumber(operand)) throw badValue(`$jsonSchema keyword '${name}' must be a number`)
    return about(type, (value) => accept(value, operand, schema))
  }
}

/** A keyword made of several schemas. */
function several(accept: (tests: Test[], value: unknown) => boolean): Keyword {
  return (operand, _schema, name) => {
    const tests = nonEmpty(operand, name).map(compile)
    return (value) => accept(tests, value)
  }
}

const types: Keyword = (operand) => {
  const tests = (isList(operand) ? operand : [operand]).map((type) => typeTest(type === 'boolean' ? 'bool' : type))
  return (value) => tests.some((test) => test(value))
}

const KEYWORDS: Record<string, Keyword> = {
  bsonType: types,
  type: types,
  title: () => VALID,
  description: () => VALID,
  enum(operand, _schema, name) {
    const values = nonEmpty(operand, name)
    return (value) => values.some((one) => equalValues(one, value))
  },
  required(operand, _schema, name) {
    const names = nonEmpty(operand, name).map(String)
    return about(isPlainObject, (value) => names.every((field) => value[field] !== undefined))
  },
  properties(operand, _schema, name) {
    const tests = compileEach(operand, name)
    return about(isPlainObject, (value) =>
      tests.every(([field, test]) => value[field] === undefined || test(value[field])),
    )
  },
  patternProperties(operand, _schema, name) {
    const tests = compileEach(operand, name).map(([text, test]) => [expression(text), test] as const)
    return about(isPlainObject, (value) =>
      Object.entries(value).every(([field, item]) => tests.every(([names, test]) => !names.test(field) || test(item))),
    )
  },
  additionalProperties(operand, { properties, patternProperties }) {
    const known = new Set(Object.keys(properties ?? {}))
    const patterns = Object.keys(patternProperties ?? {}).map(expression)
    const test: Test = typeof operand === 'boolean' ? () => operand : compile(operand)
    return about(isPlainObject, (value) =>
      Object.entries(value).every(
        ([field, item]) => known.has(field) || patterns.some((names) => names.test(field)) || test(item),
      ),
    )
  },
  minProperties: limit(isPlainObject, (value, least) => Object.keys(value).length >= least),
  maxProperties: limit(isPlainObject, (value, most) => Object.keys(value).length <= most),
  items(operand) {
    if (!isList(operand)) {
      const test = compile(operand)
      return about(isList, (value) => value.every(test))
    }
    const tests = operand.map(compile)
    return about(isList, (value) => tests.every((test, i) => i >= value.length || test(value[i])))
  },
  minItems: limit(isList, (value, least) => value.length >= least),
  maxItems: limit(isList, (value, most) => value.length <= most),
  uniqueItems: (operand) =>
    about(isList, (value) => !operand || value.every((one, i) => !value.slice(0, i).some((b) => equalValues(one, b)))),
  minLength: limit(isText, (value, least) => [...value].length >= least),
  maxLength: limit(isText, (value, most) => [...value].length <= most),
  pattern(operand) {
    const pattern = expression(String(operand))
    return about(isText, (value) => pattern.test(value))
  },
  minimum: limit(
    isNumber,
    (value, least, { exclusiveMinimum }) => value > least || (!exclusiveMinimum && value === least),
  ),
  maximum: limit(
    isNumber,
    (value, most, { exclusiveMaximum }) => value < most || (!exclusiveMaximum && value === most),
  ),
  exclusiveMinimum: () => VALID,
  exclusiveMaximum: () => VALID,
  multipleOf: limit(isNumber, (value, unit) => Number.isInteger(value / unit)),
  allOf: several((tests, value) => tests.every((test) => test(value))),
  anyOf: several((tests, value) => tests.some((test) => test(value))),
  oneOf: several((tests, value) => tests.filter((test) => test(value)).length === 1),
  not(operand) {
    const test = compile(operand)
    return (value) => !test(value)
  },
}

/** `$jsonSchema`: JSON Schema draft 4 with `bsonType`, as MongoDB has it. Unknown keywords are errors. */
export function compileSchema(operand: unknown): Matcher {
  return compile(operand)
}

function compile(schema: unknown): Test {
  if (!isPlainObject(schema)) throw badValue('$jsonSchema must be an object')
  const tests = Object.entries(schema).map(([name, operand]) => {
    const keyword = KEYWORDS[name]
    if (!keyword) throw badValue(`Unknown $jsonSchema keyword: ${name}`)
    return keyword(operand, schema, name)
  })
  return (value) => tests.every((test) => test(value))
}

function compileEach(operand: unknown, name: string): [string, Test][] {
  if (!isPlainObject(operand)) throw badValue(`$jsonSchema keyword '${name}' must be an object`)
  return Object.entries(operand).map(([field, schema]) => [field, compile(schema)])
}

function nonEmpty(operand: unknown, name: string): unknown[] {
  if (!isList(operand) || operand.length === 0) throw badValue(`$jsonSchema keyword '${name}' must be a nonempty array`)
  return operand
}

function expression(text: string): RegExp {
  return new RegExp(text, 'u')
}
