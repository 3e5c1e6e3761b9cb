import fc from 'fast-check'
import { aggregate as mingoAggregate } from 'mingo'
import { Workbench } from '../testing'
import type { Document } from '../types'
import { runPipeline } from './pipeline'

const plain = { noNullPrototype: true }
const number = fc.integer({ min: -4, max: 4 })
const text = fc.constantFrom('a', 'b', 'ab', 'B')
const document = fc.record(
  {
    g: fc.constantFrom('x', 'y', 'z'),
    n: number,
    m: number,
    s: text,
    l: fc.array(number, { maxLength: 3 }),
    at: fc.integer({ min: 0, max: 2e12 }).map((ms) => new Date(ms)),
  },
  plain,
)
const zone = fc.constantFrom('+00:00', '+08:00', '-03:30')
const expression = fc.letrec((tie) => ({
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('$n', '$m', 3),
    fc
      .tuple(fc.constantFrom('$add', '$subtract', '$multiply', '$max', '$min', '$sum'), tie('number'), tie('number'))
      .map(([name, a, b]) => ({ [name]: [a, b] })),
    fc.constantFrom({ $size: '$l' }, { $strLenCP: '$s' }, { $sum: '$l' }),
    fc.tuple(fc.constantFrom('$abs', '$floor', '$ceil'), tie('number')).map(([name, a]) => ({ [name]: a })),
    fc.tuple(tie('test'), tie('number'), tie('number')).map((parts) => ({ $cond: parts })),
    fc
      .tuple(fc.constantFrom('$year', '$month', '$dayOfMonth', '$hour', '$minute', '$second', '$dayOfYear'), zone)
      .map(([name, timezone]) => ({ [name]: { date: '$at', timezone } })),
  ),
  test: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), tie('number'), tie('number'))
      .map(([name, a, b]) => ({ [name]: [a, b] })),
    fc
      .tuple(fc.constantFrom('$and', '$or'), fc.array(tie('test'), { minLength: 1, maxLength: 2 }))
      .map(([name, parts]) => ({ [name]: parts })),
    fc.tuple(tie('number')).map(([value]) => ({ $in: [value, '$l'] })),
  ),
}))
const list = fc.oneof(
  fc.constantFrom({ $reverseArray: '$l' }, { $slice: ['$l', -2] }, { $concatArrays: ['$l', [9]] }),
  fc.constant({ $filter: { input: '$l', as: 'i', cond: { $gt: ['$$i', '$n'] } } }),
  fc.constant({ $map: { input: '$l', as: 'i', in: { $multiply: ['$$i', '$m'] } } }),
)
const accumulator = fc
  .tuple(fc.constantFrom('$sum', '$avg', '$min', '$max', '$first', '$last', '$push', '$stdDevPop'), expression.number)
  .map(([name, value]) => ({ [name]: value }))
// Not $count of nothing and not the order of sets: there mingo differs from MongoDB.
const stage = fc.oneof(
  fc
    .tuple(expression.number, expression.test, list)
    .map(([v, t, l]) => ({ $project: { _id: 0, s: 1, n: 1, v, t, l } })),
  expression.number.map((v) => ({ $addFields: { v, 'o.v': v } })),
  accumulator.map((v) => ({ $group: { _id: '$g', v } })),
  fc.constantFrom(
    { $unwind: '$l' },
    { $unwind: { path: '$l', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
  ),
  fc.constantFrom({ $sort: { n: 1, s: -1, m: 1, at: 1 } }, { $skip: 1 }, { $limit: 3 }),
)

function run(documents: Document[], stages: unknown): Document[] {
  return runPipeline('c', stages, { find: () => documents, now: 0 })
}

// -0 and 0 are one number to a database, and mingo leaves missing fields undefined.
const comparable = (value: unknown) => JSON.parse(JSON.stringify(value))

test('one stage does what an independent implementation does, and leaves the documents alone', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 6 }), stage, (documents, only) => {
      const before = JSON.stringify(documents)
      const expected = mingoAggregate(structuredClone(documents), [structuredClone(only) as Document])
      // Inside $facet, so that the stage itself does the work and not the collection's find.
      const [result] = run(documents, [{ $facet: { result: [only] } }])
      expect(comparable(result?.result)).toEqual(comparable(expected))
      expect(JSON.stringify(documents)).toBe(before)
    }),
    { numRuns: 2000 },
  )
})

test('what leads a pipeline is left to find, and nothing of it is done twice', async () => {
  const bench = new Workbench()
  const db = bench.open({ indexes: { c: [{ name: 'k', keys: { k: 1, n: 1 } }] } })
  await db.insert(
    'c',
    Array.from({ length: 100 }, (_, n) => ({ _id: n, k: n % 3, n })),
  )
  const stages = [
    { $match: { k: 1 } },
    { $match: { n: { $gt: 10 } } },
    { $sort: { n: -1 } },
    { $skip: 2 },
    { $limit: 3 },
  ]
  expect(db.aggregate('c', stages).map(({ _id }) => _id)).toEqual([91, 88, 85])
  const rest = [...stages, { $match: { n: { $lt: 90 } } }, { $limit: 1 }, { $sort: { n: 1 } }]
  expect(db.aggregate('c', rest).map(({ _id }) => _id)).toEqual([88])
  await bench.cleanUp()
})

test('$expr in a leading $match is tested with the rest, and only by the stage', () => {
  const queries: Document[] = []
  const find = (_: string, query: Document) => {
    queries.push(query)
    return [
      { a: 1, b: 2 },
      { a: 1, b: 1 },
    ]
  }
  const stages = [{ $match: { a: 1, $expr: { $gt: ['$b', '$a'] } } }, { $limit: 5 }]
  expect(runPipeline('c', stages, { find, now: 0 })).toEqual([{ a: 1, b: 2 }])
  expect(queries).toEqual([{ a: 1 }])
})
