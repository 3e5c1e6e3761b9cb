import { isOperators, isPlainObject } from '../plain'
import { combined, isCommand, isLogic, operatorsOf } from './commands'
import { equal } from './comparison'
import { type Condition, every, leaf, NEVER } from './condition'
import { badValue, type Compiler, type Operator } from './operator'
import { matchesText } from './regex'

const $size: Operator = (operand) => {
  if (typeof operand !== 'number' || !Number.isInteger(operand)) throw badValue('$size must be a whole number')
  if (operand < 0) throw badValue('$size may not be negative')
  return leaf((value) => Array.isArray(value) && value.length === operand, false)
}

/** Each value is an item; nothing fits an empty list. */
const $all: Operator = (operand, _siblings, compiler) => {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  if (operand.length === 0) return NEVER
  return every(
    operand.map((value) => {
      if (value instanceof RegExp) return matchesText(value)
      if (!isOperators(value)) return equal(value)
      if (Object.keys(value).some((name) => name !== '$elemMatch')) throw badValue('no $ expressions in $all')
      return compiler.condition(value)
    }),
  )
}

/** One item satisfies all: a query for items that are documents, or operators on the item itself. */
const $elemMatch: Operator = (operand, _siblings, compiler) => {
  if (!isPlainObject(operand)) throw badValue('$elemMatch needs an Object')
  const fits = itemTest(operand, compiler)
  return leaf((value) => Array.isArray(value) && value.some(fits), false)
}

const QUERY_OPERATORS = new Set(['$and', '$or', '$nor', '$expr', '$jsonSchema', '$where', '$text'])

function itemTest(operand: Record<string, unknown>, compiler: Compiler): Condition['of'] {
  if (isLogic(operand)) return combined(operand, (one) => itemTest(one as Record<string, unknown>, compiler))
  if (isCommand(operand)) return itemTest(operatorsOf(operand), compiler)
  for (const [field, value] of Object.entries(operand)) {
    if (!isCommand(value)) continue
    const { [field]: _, ...others } = operand
    const ofField = isLogic(value)
      ? combined(value, (one) => itemTest({ [field]: one }, compiler))
      : itemTest({ [field]: operatorsOf(value) }, compiler)
    const ofOthers = itemTest(others, compiler)
    return (item) => ofField(item) && ofOthers(item)
  }
  const onItem = isOperators(operand) && !QUERY_OPERATORS.has(Object.keys(operand)[0] as string)
  if (onItem) return compiler.condition(operand).of
  const query = compiler.query(operand)
  return (item) => isPlainObject(item) && query(item)
}

export const arrays: Record<string, Operator> = { $size, $all, $elemMatch }
