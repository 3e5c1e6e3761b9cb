import { isPlainObject } from '../plain'
import { badValue } from './operator'

/**
 * Inside elemMatch the SDK sends `and` and `or` as it holds them itself, with the commands in them:
 * `_.elemMatch(_.gt(80).lt(100))` arrives as `{operator: 'and', operands: [{operator: 'gt', operands: [80], …}, …],
 * fieldName}`. The documentation has this very example find what it says, so it does.
 */
export interface Command {
  operator: string
  operands: unknown[]
  fieldName: unknown
}

export function isCommand(value: unknown): value is Command {
  return (
    isPlainObject(value) &&
    typeof value.operator === 'string' &&
    Array.isArray(value.operands) &&
    Object.hasOwn(value, 'fieldName')
  )
}

export const isLogic = (value: unknown): value is Command =>
  isCommand(value) && ['and', 'or', 'nor', 'not'].includes(value.operator)

/** The operators that a command stands for: `{$gt: 80}`. @throws DatabaseError for one that is none of a query */
export function operatorsOf({ operator, operands }: Command): Record<string, unknown> {
  if (operator === 'in' || operator === 'nin') return { [`$${operator}`]: operands }
  if (operator === 'neq') return { $ne: operands[0] }
  if (!['eq', 'gt', 'gte', 'lt', 'lte', 'all', 'exists', 'size', 'mod'].includes(operator)) {
    throw badValue(`${operator} inside elemMatch is not understood`)
  }
  return { [`$${operator}`]: operands[0] }
}

type Test = (value: unknown) => boolean

/** What a logic command asks of a value, given what each of its operands asks. */
export function combined({ operator, operands }: Command, testOf: (operand: unknown) => Test): Test {
  const tests = operands.map(testOf)
  if (operator === 'and') return (value) => tests.every((test) => test(value))
  if (operator === 'or') return (value) => tests.some((test) => test(value))
  return (value) => !tests.some((test) => test(value))
}
