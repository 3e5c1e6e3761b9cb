import { Extended } from '../ejson'
import { isPlainObject } from '../plain'
import { badValue } from './operator'

type Test = (value: unknown) => boolean

const isInt: Test = (value) => Number.isInteger(value) && (value as number) === ((value as number) | 0)
const isLong: Test = (value) => typeof value === 'bigint' || (Number.isInteger(value) && !isInt(value))

/** Of a number only its value is known: whole ones are int or, beyond 32 bits, long. */
const TESTS: Record<string, Test> = {
  double: (value) => typeof value === 'number' && !Number.isInteger(value),
  string: (value) => typeof value === 'string',
  object: isPlainObject,
  array: Array.isArray,
  binData: (value) => value instanceof Extended && value.json.startsWith('{"$binary"'),
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => value instanceof RegExp,
  int: isInt,
  timestamp: (value) => value instanceof Extended && value.json.startsWith('{"$timestamp"'),
  long: isLong,
  decimal: (value) => value instanceof Extended && value.json.startsWith('{"$numberDecimal"'),
  number: (value) => typeof value === 'number' || typeof value === 'bigint',
  // Kept as texts.
  objectId: () => false,
}

const NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
}

/** Test for a BSON type by its name or number. */
export function typeTest(type: unknown): Test {
  const test = TESTS[typeof type === 'number' ? (NUMBERS[type] ?? '') : String(type)]
  if (!test) throw badValue(`Unknown type name alias: ${String(type)}`)
  return test
}
