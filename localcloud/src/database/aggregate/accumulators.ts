import { compareValues } from '../compare'
import { mergeObjects } from './operators/objects'
import { distinct, isNil } from './values'

/** Makes one value of all that an expression gave for the documents of a group (missing ones are undefined). */
export type Accumulator = (values: unknown[]) => unknown

const numbers = (values: unknown[]): number[] => values.filter((value) => typeof value === 'number')
const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)

function extreme(direction: 1 | -1): Accumulator {
  return (values) => {
    let best: unknown = null
    for (const value of values) {
      if (isNil(value)) continue
      if (best === null || compareValues(value, best) * direction > 0) best = value
    }
    return best
  }
}

/** `spare`: 1 for a sample, of which the mean is not known, 0 for the whole population. */
function deviation(spare: 0 | 1): Accumulator {
  return (values) => {
    const known = numbers(values)
    if (known.length <= spare) return null
    const mean = total(known) / known.length
    return Math.sqrt(total(known.map((value) => (value - mean) ** 2)) / (known.length - spare))
  }
}

function average(values: unknown[]): number | null {
  const known = numbers(values)
  return known.length === 0 ? null : total(known) / known.length
}

/** Those that are expressions, too: of their arguments, or of the items of one array. */
export const numericAccumulators: Record<string, Accumulator> = {
  $avg: average,
  $max: extreme(1),
  $min: extreme(-1),
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
  $sum: (values) => total(numbers(values)),
}

export const accumulators: Record<string, Accumulator> = {
  ...numericAccumulators,
  $addToSet: (values) => distinct(values.filter((value) => value !== undefined)),
  $first: (values) => values[0],
  $last: (values) => values.at(-1),
  $mergeObjects: mergeObjects,
  $push: (values) => values.filter((value) => value !== undefined),
}
