import { compareValues } from '../../compare'
import type { Operator } from '../expression'
import { distinct, failed, identity, isNil, isTrue, typeName } from '../values'
import { binary, unary, variadic } from './arguments'

/** Sets are given in the order of their values, as MongoDB gives those it makes. */
const inOrder = (values: unknown[]): unknown[] => distinct(values).sort(compareValues)

function setOf(value: unknown): Set<string> {
  return new Set((value as unknown[]).map(identity))
}

function requireArrays(values: unknown[], name: string): void {
  const wrong = values.find((value) => !Array.isArray(value))
  if (wrong !== undefined || values.includes(undefined)) {
    throw failed(`All operands of ${name} must be arrays. One argument is of type: ${typeName(wrong)}`)
  }
}

function requireBoth(a: unknown, b: unknown, name: string): void {
  for (const [value, which] of [
    [a, 'First'],
    [b, 'Second'],
  ] as const) {
    if (!Array.isArray(value)) {
      throw failed(`both operands of ${name} must be arrays. ${which} argument is of type: ${typeName(value)}`)
    }
  }
}

const setUnion = variadic((values, name) => {
  if (values.some(isNil)) return null
  requireArrays(values, name)
  return inOrder(values.flat())
})

const setIntersection = variadic((values, name) => {
  if (values.some(isNil)) return null
  requireArrays(values, name)
  const [first = [], ...others] = values as unknown[][]
  const sets = others.map(setOf)
  return inOrder(first.filter((item) => sets.every((set) => set.has(identity(item)))))
})

const setDifference = binary((a, b, name) => {
  if (isNil(a) || isNil(b)) return null
  requireBoth(a, b, name)
  const without = setOf(b)
  return distinct((a as unknown[]).filter((item) => !without.has(identity(item))))
})

const setEquals = variadic((values, name) => {
  if (values.length < 2) throw failed(`${name} needs at least two arguments had: ${values.length}`)
  requireArrays(values, name)
  const [first = new Set<string>(), ...others] = values.map(setOf)
  return others.every((set) => set.size === first.size && [...set].every((item) => first.has(item)))
})

const setIsSubset = binary((a, b, name) => {
  requireBoth(a, b, name)
  const whole = setOf(b)
  return (a as unknown[]).every((item) => whole.has(identity(item)))
})

function ofElements(test: (array: unknown[]) => boolean): Operator {
  return unary((value, name) => {
    if (!Array.isArray(value)) throw failed(`${name}'s argument must be an array, but is ${typeName(value)}`)
    return test(value)
  })
}

export const sets: Record<string, Operator> = {
  $allElementsTrue: ofElements((array) => array.every(isTrue)),
  $anyElementTrue: ofElements((array) => array.some(isTrue)),
  $setDifference: setDifference,
  $setEquals: setEquals,
  $setIntersection: setIntersection,
  $setIsSubset: setIsSubset,
  $setUnion: setUnion,
}
