import { isPlainObject } from '../plain'
import { leaf, not } from './condition'
import { badValue, type Operator } from './operator'
import { typeTest } from './types'

const exists = leaf((value) => value !== undefined, false)

const $exists: Operator = (operand) => (operand ? exists : not(exists))

/** By name or number, one or several. */
const $type: Operator = (operand) => {
  const tests = (Array.isArray(operand) ? operand : [operand]).map(typeTest)
  return leaf((value) => value !== undefined && tests.some((test) => test(value)))
}

/** `[divisor, remainder]`, both cut to integers. */
const $mod: Operator = (operand) => {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array')
  if (operand.length < 2) throw badValue('malformed mod, not enough elements')
  if (operand.length > 2) throw badValue('malformed mod, too many elements')
  if (operand.some((value) => typeof value !== 'number')) throw badValue('malformed mod, needs numbers')
  const [divisor, remainder] = operand.map(Math.trunc) as [number, number]
  if (divisor === 0) throw badValue('divisor cannot be 0')
  // + 0: the remainder of a negative number may be -0.
  return leaf((value) => typeof value === 'number' && (Math.trunc(value) % divisor) + 0 === remainder)
}

const $not: Operator = (operand, _siblings, compiler) => {
  if (!(operand instanceof RegExp) && !isPlainObject(operand)) throw badValue('$not needs a regex or a document')
  if (isPlainObject(operand) && Object.keys(operand).length === 0) throw badValue('$not cannot be empty')
  return not(compiler.condition(operand))
}

export const element: Record<string, Operator> = { $exists, $type, $mod, $not }
