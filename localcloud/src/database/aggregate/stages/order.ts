import { documentComparator } from '../../compare'
import { isPlainObject } from '../../plain'
import type { SortSpec } from '../../types'
import type { Stage } from '../stage'
import { failed, typeName } from '../values'

export const sort: Stage = (operand) => {
  const compare = documentComparator(sortSpec(operand))
  return (documents) => [...documents].sort(compare)
}

export function sortSpec(operand: unknown): SortSpec {
  if (!isPlainObject(operand)) throw failed('the $sort key specification must be an object')
  const fields = Object.entries(operand)
  if (fields.length === 0) throw failed('$sort stage must have at least one sort key')
  if (fields.some(([, direction]) => direction !== 1 && direction !== -1)) {
    throw failed('$sort key ordering must be 1 (for ascending) or -1 (for descending)')
  }
  return operand as SortSpec
}

export const limit: Stage = (operand) => {
  const most = limitNumber(operand)
  return (documents) => documents.slice(0, most)
}

export function limitNumber(operand: unknown): number {
  if (typeof operand !== 'number') throw failed(`the limit must be specified as a number, found ${typeName(operand)}`)
  if (!(operand > 0)) throw failed('the limit must be positive')
  return Math.trunc(operand)
}

export const skip: Stage = (operand) => {
  const passed = skipNumber(operand)
  return (documents) => documents.slice(passed)
}

export function skipNumber(operand: unknown): number {
  if (typeof operand !== 'number') throw failed(`Argument to $skip must be a number, found ${typeName(operand)}`)
  if (!(operand >= 0)) throw failed('Argument to $skip cannot be negative')
  return Math.trunc(operand)
}

/** Picks without repetition, each with the same chance. */
export const sample: Stage = (operand) => {
  if (!isPlainObject(operand)) throw failed('the $sample stage specification must be an object')
  const [extra] = Object.keys(operand).filter((key) => key !== 'size')
  if (extra !== undefined) throw failed(`unrecognized option to $sample: ${extra}`)
  const { size } = operand
  if (size === undefined) throw failed('$sample stage must specify a size')
  if (typeof size !== 'number') throw failed('size argument to $sample must be a number')
  if (size < 0) throw failed('size argument to $sample must not be negative')
  return (documents) => {
    const rest = [...documents]
    const most = Math.min(Math.trunc(size), rest.length)
    for (let i = 0; i < most; i++) {
      const other = i + Math.floor(Math.random() * (rest.length - i))
      const [here, there] = [rest[i], rest[other]]
      if (here && there) [rest[i], rest[other]] = [there, here]
    }
    return rest.slice(0, most)
  }
}
