import { compareValues, equalValues, typeRank } from '../compare'
import { isOperators } from '../plain'
import { type Condition, leaf, not, some } from './condition'
import { badValue, type Operator } from './operator'
import { matchesText } from './regex'

/** Equality by value; null also equals a missing field. */
export function equal(wanted: unknown): Condition {
  if (wanted === null || wanted === undefined) return leaf((value) => value === null || value === undefined)
  if (typeof wanted !== 'object') return leaf((value) => value === wanted || equalValues(value, wanted))
  return leaf((value) => value !== undefined && equalValues(value, wanted))
}

const $eq: Operator = (operand) => equal(operand)

const $ne: Operator = (operand) => {
  if (operand instanceof RegExp) throw badValue("Can't have regex as arg to $ne.")
  return not(equal(operand))
}

/** Only values of the operand's own type compare; NaN only with itself. */
function order(name: string, accept: (order: number) => boolean): Operator {
  const orEqual = accept(0)
  return (operand) => {
    if (operand instanceof RegExp) throw badValue(`Can't have RegEx as arg to predicate over field (${name}).`)
    // Null has no order but equals itself, and what is missing.
    if (operand === null || operand === undefined) return orEqual ? equal(null) : leaf(() => false)
    const rank = typeRank(operand)
    if (Number.isNaN(operand)) return leaf((value) => orEqual && Number.isNaN(value))
    return leaf((value) => typeRank(value) === rank && !Number.isNaN(value) && accept(compareValues(value, operand)))
  }
}

const $in: Operator = (operand) => membership('$in', operand)
const $nin: Operator = (operand) => not(membership('$nin', operand))

/** Equal to one of the values, or a text that one of the regular expressions finds. */
function membership(name: string, operand: unknown): Condition {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`)
  if (operand.some(isOperators)) throw badValue(`cannot nest $ under ${name}`)
  const simple = new Set(operand.filter((value) => typeof value !== 'object' && value !== undefined))
  const others = operand.filter((value) => typeof value === 'object' || value === undefined)
  const direct = leaf((value) => simple.has(value))
  if (others.length === 0) return direct
  return some([direct, ...others.map((value) => (value instanceof RegExp ? matchesText(value) : equal(value)))])
}

export const comparison: Record<string, Operator> = {
  $eq,
  $ne,
  $gt: order('$gt', (way) => way > 0),
  $gte: order('$gte', (way) => way >= 0),
  $lt: order('$lt', (way) => way < 0),
  $lte: order('$lte', (way) => way <= 0),
  $in,
  $nin,
}
