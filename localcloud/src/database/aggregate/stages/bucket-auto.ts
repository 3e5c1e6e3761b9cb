import { compareValues } from '../../compare'
import type { Document } from '../../types'
import { compileExpression } from '../expression'
import { type Stage, scopeOf } from '../stage'
import { failed, typeName } from '../values'
import { roundDown, roundUp, seriesOf } from './granularity'
import { bucketOptions, compileOutput } from './group'

interface Bucket {
  min: unknown
  max: unknown
  members: Document[]
}

/** Buckets of about the same size. A bucket's `max` is where the next one begins; the last one's is its greatest value. */
export const bucketAuto: Stage = (operand, context) => {
  const options = bucketOptions(operand, '$bucketAuto', ['buckets', 'granularity'])
  const { groupBy, buckets: wanted, output = { count: { $sum: 1 } }, granularity } = options
  if (typeof wanted !== 'number' || !Number.isInteger(wanted)) {
    throw failed(`The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeName(wanted)}.`)
  }
  if (wanted <= 0) throw failed(`The $bucketAuto 'buckets' field must be greater than 0, but found: ${wanted}.`)
  const series = granularity === undefined ? undefined : seriesOf(granularity)
  const key = compileExpression(groupBy, Object.keys(context.variables))
  const make = compileOutput(output as Document, context)
  return (documents) => {
    const sorted = documents
      .map((document) => ({ document, value: key(scopeOf(document, context)) ?? null }))
      .sort((a, b) => compareValues(a.value, b.value))
    if (series) for (const { value } of sorted) requireNumber(value)
    const size = Math.max(1, Math.round(sorted.length / wanted))
    const buckets: Bucket[] = []
    let at = 0
    while (at < sorted.length && buckets.length < wanted) {
      const isLast = buckets.length === wanted - 1
      let to = isLast ? sorted.length : Math.min(at + size, sorted.length)
      let max = sorted[to - 1]?.value
      if (series) {
        max = roundUp(series, max as number)
        // Values that are below the rounded boundary belong here.
        while (to < sorted.length && compareValues(sorted[to]?.value, max) < 0) to++
      } else {
        while (to < sorted.length && compareValues(sorted[to]?.value, max) === 0) to++
      }
      const min = sorted[at]?.value
      buckets.push({ min, max, members: sorted.slice(at, to).map(({ document }) => document) })
      at = to
    }
    return connected(buckets, series).map(({ min, max, members }) => ({ _id: { min, max }, ...make(members) }))
  }
}

/** Neighbouring buckets share a boundary. */
function connected(buckets: Bucket[], series: readonly number[] | undefined): Bucket[] {
  return buckets.map((bucket, i) => {
    if (!series) return { ...bucket, max: i + 1 < buckets.length ? buckets[i + 1]?.min : bucket.max }
    return { ...bucket, min: i > 0 ? buckets[i - 1]?.max : roundDown(series, bucket.min as number) }
  })
}

function requireNumber(value: unknown): void {
  if (typeof value !== 'number') {
    throw failed(
      `$bucketAuto can specify a 'granularity' with numeric boundaries only, but found a value with type: ${typeName(value)}`,
    )
  }
  if (Number.isNaN(value))
    throw failed("$bucketAuto can specify a 'granularity' with numeric boundaries only, but found a NaN")
  if (value < 0) {
    throw failed("$bucketAuto can specify a 'granularity' with non-negative numbers only, but found a negative number")
  }
}
