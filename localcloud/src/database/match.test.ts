import fc from 'fast-check'
import { Query } from 'mingo'
import { compileCondition, compileQuery } from './match'
import type { Document } from './types'

const plain = { noNullPrototype: true }
const scalar = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom('a', 'b', 'ab', true, false),
  fc.constantFrom(0, 1, 2).map((ms) => new Date(ms)),
)
const stored = fc.oneof(
  scalar,
  fc.constant(null),
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ x: scalar, y: scalar }, plain),
)
const document = fc.record(
  {
    a: stored,
    b: stored,
    l: fc.array(scalar, { maxLength: 3 }),
    c: fc.array(fc.record({ x: scalar }, plain), { maxLength: 2 }),
  },
  { requiredKeys: [], ...plain },
)
const number = fc.integer({ min: -2, max: 3 })
const comparison = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar),
  fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalar, { minLength: 1, maxLength: 3 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
  fc.tuple(fc.constant('$regex'), fc.constantFrom('^a', 'b$', '^ab?$')),
)
const onArrays = fc.oneof(
  fc.tuple(fc.constant('$size'), fc.nat(3)),
  fc.tuple(fc.constantFrom('$gt', '$lte'), number).map(([name, n]) => ['$elemMatch', { [name]: n }] as const),
  comparison.map(([name, operand]) => ['$not', { [name]: operand }] as const),
)
const conditions = (operator: fc.Arbitrary<readonly [string, unknown]>) =>
  fc.oneof(
    scalar,
    operator.map(([name, operand]) => ({ [name]: operand })),
  )
const at = (paths: string[], condition: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom(...paths), condition).map(([path, test]) => ({ [path]: test }))
const field = fc.oneof(
  at(['a', 'b'], conditions(fc.oneof(comparison, onArrays))),
  // mingo makes one array of what a path finds in the items of an array.
  at(['a.x', 'a.0', 'c.x'], conditions(comparison)),
  // mingo's $all knows nothing but arrays.
  fc.array(scalar, { minLength: 1, maxLength: 2 }).map(($all) => ({ l: { $all } })),
  fc.constantFrom('a', 'b').map((path) => ({ [path]: null })),
  scalar.map((x) => ({ c: { $elemMatch: { x: { $gte: x } } } })),
)
const query = fc.oneof(
  field,
  fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(field, { minLength: 1, maxLength: 3 }))
    .map(([name, parts]) => ({ [name]: parts })),
)

test('an independent implementation finds the same where both follow MongoDB', () => {
  fc.assert(
    fc.property(document, query, (item, wanted) => {
      expect(compileQuery(wanted as Document)(item)).toBe(new Query(wanted as Document).test(item))
    }),
    { numRuns: 3000 },
  )
})

const found = (item: Document, wanted: Document) => compileQuery(wanted)(item)

describe('null', () => {
  // As MongoDB's own tests of its matcher have it.
  test.each<[Document, boolean]>([
    [{}, true],
    [{ a: {} }, true],
    [{ a: 4 }, true],
    [{ a: null }, true],
    [{ a: { b: null } }, true],
    [{ a: [{}] }, true],
    [{ a: [{ b: 1 }, {}] }, true],
    [{ a: [] }, false],
    [{ a: [null] }, false],
    [{ a: [1, 2] }, false],
    [{ a: { b: 4 } }, false],
    [{ a: { b: {} } }, false],
    [{ a: [{ b: 4 }] }, false],
  ])('in a path through %j: %s', (item, expected) => {
    expect(found(item, { 'a.b': null })).toBe(expected)
    expect(found(item, { 'a.b': { $in: [null] } })).toBe(expected)
    expect(found(item, { 'a.b': { $gte: null } })).toBe(expected)
    expect(found(item, { 'a.b': { $ne: null } })).toBe(!expected)
    expect(found(item, { 'a.b': { $gt: null } })).toBe(false)
  })
})

const ITEM = {
  a: 'xyz',
  n: 3,
  m: 4,
  minus: -3,
  half: 2.5,
  nan: Number.NaN,
  z: null,
  t: ['r', 's'],
  nested: [[1, 2], 3],
  l: [
    { n: 1, m: 'q' },
    { n: 2, m: 'q' },
  ],
  o: { x: 1, y: { z: [5, 6] } },
  re: /^x/i,
}

test.each<[Document, boolean]>([
  [{ a: /^X/i }, true],
  [{ a: /^X/ }, false],
  [{ t: /^r/ }, true],
  [{ n: /3/ }, false],
  [{ re: /^x/i }, true],
  [{ a: { $eq: /^x/i } }, false],
  [{ re: { $eq: /^x/i } }, true],
  [{ a: { $in: [/^x/] } }, true],
  [{ a: { $nin: [/^x/] } }, false],
  [{ a: { $not: /^x/ } }, false],
  [{ n: { $not: /^x/ } }, true],
  [{ a: { $regex: '^X', $options: 'i' } }, true],
  [{ a: { $regex: '^X' } }, false],
  [{ a: { $regex: /^X/, $options: 'i' } }, true],
  [{ a: /y/g }, true],
  [{ l: { $elemMatch: { n: { $gte: 2 }, m: 'q' } } }, true],
  [{ l: { $elemMatch: { n: 1, m: 'r' } } }, false],
  [{ l: { $elemMatch: { $or: [{ n: 9 }, { m: 'q' }] } } }, true],
  [{ t: { $elemMatch: { $gt: 'r', $lt: 't' } } }, true],
  [{ t: { $elemMatch: { $ne: 'r' } } }, true],
  [{ t: { $elemMatch: { $nin: ['r', 's'] } } }, false],
  [{ n: { $elemMatch: { $gt: 1 } } }, false],
  [{ nested: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, true],
  [{ nested: { $elemMatch: { $gt: 3 } } }, false],
  [{ t: { $all: ['r', 's'] } }, true],
  [{ t: { $all: ['r', 'u'] } }, false],
  [{ a: { $all: ['xyz'] } }, true],
  [{ t: { $all: [/^r/, 's'] } }, true],
  [{ t: { $all: [['r', 's']] } }, true],
  [{ t: { $all: [] } }, false],
  [{ l: { $all: [{ $elemMatch: { n: 1 } }, { $elemMatch: { n: 2 } }] } }, true],
  [{ l: { $all: [{ $elemMatch: { n: 1 } }, { $elemMatch: { n: 3 } }] } }, false],
  [{ t: { $size: 2 } }, true],
  [{ t: { $size: 3 } }, false],
  [{ n: { $size: 1 } }, false],
  [{ n: { $not: { $gt: 3 } } }, true],
  [{ missing: { $not: { $gt: 3 } } }, true],
  [{ n: { $mod: [2, 1] } }, true],
  [{ minus: { $mod: [2, -1] } }, true],
  [{ half: { $mod: [2, 0] } }, true],
  [{ m: { $mod: [2.9, 0] } }, true],
  [{ a: { $mod: [2, 0] } }, false],
  [{ $expr: { $lt: ['$n', '$m'] } }, true],
  [{ $expr: { $gt: ['$n', '$m'] } }, false],
  [{ o: { x: 1, y: { z: [5, 6] } } }, true],
  [{ o: { y: { z: [5, 6] }, x: 1 } }, false],
  [{ 'o.y.z': 6 }, true],
  [{ 'o.y.z': [5, 6] }, true],
  [{ 'o.y.z': [6, 5] }, false],
  [{ 'o.y.z.1': 6 }, true],
  [{ t: ['r', 's'] }, true],
  [{ 'l.n': 2 }, true],
  [{ 'l.1.n': 2 }, true],
  [{ 'l.0.n': 2 }, false],
  [{ 'l.n': { $ne: 2 } }, false],
  [{ 'nested.0': [1, 2] }, true],
  [{ 'nested.0': 1 }, false],
  [{ 'nested.0.0': 1 }, true],
  [{ n: { $gt: 'a' } }, false],
  [{ a: { $gt: 1 } }, false],
  [{ zz: null }, true],
  [{ z: { $exists: true } }, true],
  [{ zz: { $exists: false } }, true],
  [{ 'l.n': { $exists: true } }, true],
  [{ 'l.zz': { $exists: false } }, true],
  [{ z: { $gte: null } }, true],
  [{ nan: { $lt: 5 } }, false],
  [{ nan: { $lte: Number.NaN } }, true],
  [{ nan: Number.NaN }, true],
  [{ n: { $type: 'int' } }, true],
  [{ half: { $type: ['string', 'double'] } }, true],
  [{ n: { $type: 'number' } }, true],
  [{ t: { $type: 'array' } }, true],
  [{ t: { $type: 2 } }, true],
  [{ zz: { $type: 'null' } }, false],
  [{ n: { $in: [] } }, false],
  [{ n: { $nin: [] } }, true],
  [{ $and: [{ n: 3 }, { $or: [{ m: 5 }, { a: 'xyz' }] }] }, true],
  [{ $nor: [{ n: 4 }, { m: 5 }] }, true],
  [{ $comment: 'why', n: 3 }, true],
  [{ $jsonSchema: { required: ['n', 'a'], properties: { n: { bsonType: 'int', minimum: 3 } } } }, true],
  [{ $jsonSchema: { properties: { n: { minimum: 3, exclusiveMinimum: true } } } }, false],
  [{ $jsonSchema: { properties: { t: { bsonType: 'array', items: { enum: ['r', 's'] }, uniqueItems: true } } } }, true],
  [{ $jsonSchema: { properties: { a: { pattern: '^y' } } } }, false],
  [{ $jsonSchema: { not: { required: ['zz'] } } }, true],
  [{ $jsonSchema: { properties: { o: { additionalProperties: false, properties: { x: {} } } } } }, false],
])('%j: %s', (wanted, expected) => {
  expect(found(ITEM, wanted)).toBe(expected)
})

test('texts compare by code point, whatever else the query asks', () => {
  const item = { a: ['\uffee', ''], o: {} }
  expect(found(item, { 'o.x': { $in: [null] }, a: { $gte: '😀', $lte: 'a' } })).toBe(false)
  expect(found({ a: '\uffee' }, { a: { $lt: '😀' } })).toBe(true)
})

test('a condition put to one item takes the item as it is', () => {
  expect(compileCondition({ $gt: 2 }).of(3)).toBe(true)
  expect(compileCondition({ $gt: 2 }).of([3])).toBe(false)
  expect(compileCondition({ $ne: 2 }).of(undefined)).toBe(true)
})

test.each<[Document, RegExp]>([
  [{ a: { $foo: 1 } }, /unknown operator: \$foo/],
  [{ $foo: [] }, /unknown top level operator: \$foo/],
  [{ $where: 'true' }, /unknown top level operator/],
  [{ a: { $in: 1 } }, /\$in needs an array/],
  [{ a: { $nin: 1 } }, /\$nin needs an array/],
  [{ a: { $in: [{ $gt: 1 }] } }, /cannot nest \$ under \$in/],
  [{ a: { $all: 1 } }, /\$all needs an array/],
  [{ a: { $elemMatch: 1 } }, /\$elemMatch needs an Object/],
  [{ a: { $size: 1.5 } }, /whole number/],
  [{ a: { $size: -1 } }, /negative/],
  [{ a: { $mod: [0, 1] } }, /divisor cannot be 0/],
  [{ a: { $mod: [1] } }, /not enough elements/],
  [{ a: { $mod: { divisor: 4, remainder: 3 } } }, /needs to be an array/],
  [{ a: { $ne: /x/ } }, /regex as arg to \$ne/],
  [{ a: { $gt: /x/ } }, /RegEx as arg/],
  [{ a: { $not: 1 } }, /\$not needs/],
  [{ a: { $not: {} } }, /\$not/],
  [{ a: { $regex: '(' } }, /Regular expression is invalid/],
  [{ a: { $options: 'i' } }, /\$options needs a \$regex/],
  [{ a: { $type: 'nothing' } }, /Unknown type name alias: nothing/],
  [{ $and: [] }, /nonempty array/],
  [{ $or: [1] }, /full objects/],
  [{ $or: { a: 1 } }, /\$or must be an array/],
  [{ $expr: { $foo: 1 } }, /\$foo/],
  [{ $jsonSchema: { requird: ['a'] } }, /Unknown \$jsonSchema keyword: requird/],
  [{ $jsonSchema: { required: [] } }, /nonempty array/],
  [{ $jsonSchema: { properties: { a: { minimum: '1' } } } }, /must be a number/],
])('%j is refused', (wanted, message) => {
  expect(() => compileQuery(wanted)).toThrow(message)
  expect(() => compileQuery(wanted)).toThrow(expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED' }))
})

test('an expression that fails is a failure of the query', () => {
  expect(() => found(ITEM, { $expr: { $add: ['$t', 1] } })).toThrow(
    expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED' }),
  )
})
