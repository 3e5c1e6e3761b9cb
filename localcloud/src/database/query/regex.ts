import { compareValues } from '../compare'
import { toRegExp } from '../ejson'
import { type Condition, leaf } from './condition'
import { badValue, type Operator } from './operator'

/** A text the expression finds, or the same expression as a value. */
export function matchesText(expression: RegExp): Condition {
  // A test must not begin where the one before ended.
  const pattern = expression.global || expression.sticky ? toRegExp(expression.source, expression.flags) : expression
  return leaf((value) =>
    typeof value === 'string' ? pattern.test(value) : value instanceof RegExp && compareValues(value, expression) === 0,
  )
}

const $regex: Operator = (operand, { $options }) => {
  // The web SDK writes null for options that were not given.
  if ($options !== undefined && $options !== null && typeof $options !== 'string')
    throw badValue('$options has to be a string')
  if (operand instanceof RegExp) return matchesText(toRegExp(operand.source, $options ?? operand.flags))
  if (typeof operand !== 'string') throw badValue('$regex has to be a string')
  try {
    return matchesText(toRegExp(operand, $options ?? ''))
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${(error as Error).message}`)
  }
}

/** Part of $regex. */
const $options: Operator = (_operand, { $regex }) => {
  if ($regex === undefined) throw badValue('$options needs a $regex')
  return leaf(() => true, false)
}

export const text: Record<string, Operator> = { $regex, $options }
