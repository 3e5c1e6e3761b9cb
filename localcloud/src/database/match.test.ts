import fc from 'fast-check'
import { Query } from 'mingo'
import { compileQuery } from './match'
import type { Document } from './types'

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom('a', 'b', 'c', true, false),
  fc.constantFrom(0, 1, 2).map((ms) => new Date(ms)),
)
const stored = fc.oneof(
  scalar,
  fc.constant(null),
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ x: scalar, y: scalar }, { noNullPrototype: true }),
)
const document = fc.record(
  { a: stored, b: stored, c: fc.array(fc.record({ x: scalar }, { noNullPrototype: true }), { maxLength: 2 }) },
  { requiredKeys: [], noNullPrototype: true },
)
const operator = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar),
  fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 3 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
)
const condition = fc.oneof(
  scalar,
  fc.constant(null),
  operator.map(([name, operand]) => ({ [name]: operand })),
)
const field = fc
  .tuple(fc.constantFrom('a', 'b', 'a.x', 'c.x', 'a.0'), condition)
  .map(([path, test]) => ({ [path]: test }))
const query = fc.oneof(
  field,
  fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(field, { minLength: 1, maxLength: 3 }))
    .map(([name, parts]) => ({ [name]: parts })),
)

test('our predicates agree with mingo', () => {
  fc.assert(
    fc.property(document, query, (item, wanted) => {
      expect(compileQuery(wanted as Document)(item)).toBe(new Query(wanted as Document).test(item))
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['regular expression', { a: /^X/i }, true],
  ['regular expression in $in', { a: { $in: [/^x/] } }, true],
  ['$elemMatch', { l: { $elemMatch: { n: { $gte: 2 }, m: 'q' } } }, true],
  ['$all', { t: { $all: ['r', 's'] } }, true],
  ['$size', { t: { $size: 3 } }, false],
  ['$not', { n: { $not: { $gt: 3 } } }, true],
  ['$mod', { n: { $mod: [2, 1] } }, true],
  ['$expr', { $expr: { $lt: ['$n', '$m'] } }, true],
  ['whole sub-document', { o: { x: 1 } }, true],
  ['whole array', { t: ['r', 's'] }, true],
  ['the other type does not compare', { n: { $gt: 'a' } }, false],
  ['null is missing or null', { zz: null }, true],
])('%s', (_name, wanted, expected) => {
  const item = {
    a: 'xyz',
    n: 3,
    m: 4,
    t: ['r', 's'],
    l: [
      { n: 1, m: 'q' },
      { n: 2, m: 'q' },
    ],
    o: { x: 1 },
  }
  expect(compileQuery(wanted as Document)(item)).toBe(expected)
})

test('an unknown operator is an error', () => {
  expect(() => compileQuery({ a: { $foo: 1 } })).toThrow(/unknown query operator/)
})
