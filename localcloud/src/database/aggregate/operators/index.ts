import { type Accumulator, numericAccumulators } from '../accumulators'
import type { Operator } from '../expression'
import { argumentsOf } from './arguments'
import { arithmetic } from './arithmetic'
import { arrays } from './arrays'
import { conversions } from './conversions'
import { dates } from './dates'
import { logic } from './logic'
import { objects } from './objects'
import { sets } from './sets'
import { strings } from './strings'

/** `$sum` and the like outside of $group: over the arguments, or over the items when the only argument is an array. */
function overArguments(accumulate: Accumulator): Operator {
  return (operand, compile) => {
    const parts = argumentsOf(operand, compile)
    return (scope) => {
      const values = parts.map((part) => part(scope))
      const [only] = values
      return accumulate(values.length === 1 && Array.isArray(only) ? only : values)
    }
  }
}

/** All operators of expressions. */
export const operators: Record<string, Operator> = {
  ...arithmetic,
  ...arrays,
  ...conversions,
  ...dates,
  ...logic,
  ...objects,
  ...sets,
  ...strings,
  ...Object.fromEntries(
    Object.entries(numericAccumulators).map(([name, accumulate]) => [name, overArguments(accumulate)]),
  ),
}
