import { isPlainObject } from '../../plain'
import type { Operator } from '../expression'
import { compareExactly, failed, isNil, isTrue } from '../values'
import { argumentsOf, binary, parameters, unary } from './arguments'
import { variableName } from './arrays'

const and: Operator = (operand, compile) => {
  const parts = argumentsOf(operand, compile)
  return (scope) => parts.every((part) => isTrue(part(scope)))
}

const or: Operator = (operand, compile) => {
  const parts = argumentsOf(operand, compile)
  return (scope) => parts.some((part) => isTrue(part(scope)))
}

const comparison = (accept: (order: number) => boolean): Operator => binary((a, b) => accept(compareExactly(a, b)))

const cond: Operator = (operand, compile, name) => {
  if (Array.isArray(operand) && operand.length !== 3) {
    throw failed(`Expression ${name} takes exactly 3 arguments. ${operand.length} were passed in.`)
  }
  const [test, yes, no] = Array.isArray(operand)
    ? operand
    : ['if', 'then', 'else'].map((key) => parameters(operand, name, ['if', 'then', 'else'])[key])
  const [when, then, otherwise] = [compile(test), compile(yes), compile(no)]
  return (scope) => (isTrue(when(scope)) ? then(scope) : otherwise(scope))
}

const ifNull: Operator = (operand, compile, name) => {
  const parts = argumentsOf(operand, compile)
  const [value, spare] = parts
  if (!value || !spare || parts.length > 2) {
    throw failed(`Expression ${name} takes exactly 2 arguments. ${parts.length} were passed in.`)
  }
  return (scope) => {
    const found = value(scope)
    return isNil(found) ? spare(scope) : found
  }
}

const choose: Operator = (operand, compile, name) => {
  const options = parameters(operand, name, ['branches', 'default?'])
  if (!Array.isArray(options.branches))
    throw failed(`${name} expected an array for 'branches', found: ${typeof options.branches}`)
  if (options.branches.length === 0) throw failed(`${name} requires at least one branch.`)
  const branches = options.branches.map((branch) => {
    if (!isPlainObject(branch) || !('case' in branch))
      throw failed(`${name} requires each branch have a 'case' expression`)
    if (!('then' in branch)) throw failed(`${name} requires each branch have a 'then' expression.`)
    return { when: compile(branch.case), result: compile(branch.then) }
  })
  const otherwise = 'default' in options ? compile(options.default) : undefined
  return (scope) => {
    const branch = branches.find(({ when }) => isTrue(when(scope)))
    if (branch) return branch.result(scope)
    if (otherwise) return otherwise(scope)
    throw failed(`${name} could not find a matching branch for an input, and no default was specified.`)
  }
}

const bind: Operator = (operand, compile, name) => {
  const options = parameters(operand, name, ['vars', 'in'])
  if (!isPlainObject(options.vars)) throw failed(`invalid parameter: expected an object (vars)`)
  const values = Object.entries(options.vars).map(([key, value]) => [variableName(key), compile(value)] as const)
  const body = compile(
    options.in,
    values.map(([key]) => key),
  )
  return (scope) => {
    const added = Object.fromEntries(values.map(([key, value]) => [key, value(scope)]))
    return body({ ...scope, variables: { ...scope.variables, ...added } })
  }
}

export const logic: Record<string, Operator> = {
  $and: and,
  $or: or,
  $not: unary((value) => !isTrue(value)),
  $cmp: binary((a, b) => Math.sign(compareExactly(a, b))),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cond: cond,
  $ifNull: ifNull,
  $switch: choose,
  $let: bind,
  $literal: (operand) => () => operand,
}
