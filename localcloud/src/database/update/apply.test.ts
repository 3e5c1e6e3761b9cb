import fc from 'fast-check'
import { update as mingoUpdate } from 'mingo'
import type { Document } from '../types'
import { applyUpdate, checkUpdate, upsertSeed } from './apply'

const context = { now: 7000, inserting: false }

function after(document: Document, update: Document): Document {
  checkUpdate(update)
  return applyUpdate(document, update, context)
}

describe('fields', () => {
  test.each<[string, Document, Document, Document]>([
    ['$set makes objects on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set by position, filling with null', { l: [1] }, { $set: { 'l.2': 3 } }, { l: [1, null, 3] }],
    ['$unset', { a: 1, b: { c: 2, d: 3 } }, { $unset: { a: '', 'b.c': '' } }, { b: { d: 3 } }],
    ['$unset in an array leaves null', { l: [1, 2] }, { $unset: { 'l.0': '' } }, { l: [null, 2] }],
    ['$inc begins at 0', { a: { n: 1 } }, { $inc: { 'a.n': 2, m: -3 } }, { a: { n: 3 }, m: -3 }],
    ['$mul of a missing field is 0', { n: 3 }, { $mul: { n: 2, m: 5 } }, { n: 6, m: 0 }],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, b: 9, c: 1 } }, { a: 3, b: 5, c: 1 }],
    ['$max orders types as MongoDB', { a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
    ['$rename', { a: { b: 1 } }, { $rename: { 'a.b': 'c.d', zz: 'y' } }, { a: {}, c: { d: 1 } }],
    ['$currentDate', {}, { $currentDate: { at: true } }, { at: new Date(7000) }],
    ['$bit', { n: 12 }, { $bit: { n: { and: 10 } } }, { n: 8 }],
    ['$setOnInsert does nothing to what exists', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ])('%s', (_name, document, update, expected) => {
    expect(after(document, update)).toEqual(expected)
  })
})

describe('names that are not stored', () => {
  const own = (text: string): Document => JSON.parse(text) as Document
  test.each<[string, Document, string]>([
    ['a value with operators inside', { $set: { o: { $bad: 1 } } }, "The dollar ($) prefixed field '$bad'"],
    ['an item with operators inside', { $push: { l: { $inc: 1 } } }, "The dollar ($) prefixed field '$inc'"],
    ['a path through the prototype', own('{"$set":{"n":2,"__proto__.role":"admin"}}'), '__proto__'],
    ['the prototype itself', own('{"$set":{"n":2,"__proto__":{"role":"admin"}}}'), '__proto__'],
    ['the prototype inside a value', own('{"$set":{"o":{"__proto__":{"role":"admin"}}}}'), '__proto__'],
    ['the prototype as a new name', { $rename: { n: '__proto__.role' } }, '__proto__'],
  ])('%s', (_name, update, text) => {
    expect(() => after({ _id: 'd', n: 1 }, update)).toThrow(text)
  })
})

describe('positions', () => {
  const done = { $set: { 'l.$.done': true } }
  const list = () => ({ l: [{ k: 1 }, { k: 2 }, { k: 2 }] })
  test.each<[string, Document, Document, Document]>([
    ['by a field of the items', { 'l.k': 2 }, list(), { l: [{ k: 1 }, { k: 2, done: true }, { k: 2 }] }],
    [
      'by $elemMatch',
      { l: { $elemMatch: { k: { $gt: 1 } } } },
      list(),
      { l: [{ k: 1 }, { k: 2, done: true }, { k: 2 }] },
    ],
    [
      'beside other conditions',
      { a: 1, $and: [{ 'l.k': 1 }] },
      { a: 1, ...list() },
      { a: 1, l: [{ k: 1, done: true }, { k: 2 }, { k: 2 }] },
    ],
  ])('$ is the first item found %s', (_name, query, before, expected) => {
    expect(applyUpdate(before, done, { ...context, query })).toEqual(expected)
  })

  test('$[] is every item, also inside each other, and none of an empty list', () => {
    expect(after({ l: [{ n: 1 }, { n: 2 }] }, { $inc: { 'l.$[].n': 1 } })).toEqual({ l: [{ n: 2 }, { n: 3 }] })
    expect(after({ l: [[1], [2, 3]] }, { $mul: { 'l.$[].$[]': 2 } })).toEqual({ l: [[2], [4, 6]] })
    expect(after({ l: [] }, { $set: { 'l.$[]': 1 } })).toEqual({ l: [] })
  })

  test.each<[string, Document, Document, string]>([
    ['$ without a query', { l: [1] }, { $set: { 'l.$': 1 } }, 'The positional operator did not find the match'],
    ['$[] of a missing list', {}, { $set: { 'l.$[]': 1 } }, "The path 'l' must exist in the document"],
    ['$[] of a number', { l: 1 }, { $set: { 'l.$[]': 1 } }, 'Cannot apply array updates to non-array element l: 1'],
    ['a name that begins with $', {}, { $set: { 'a.$b': 1 } }, "The dollar ($) prefixed field '$b' in 'a.$b'"],
  ])('%s is an error', (_name, before, update, text) => {
    expect(() => after(before, update)).toThrow(text)
  })
})

describe('arrays', () => {
  test.each<[string, Document, Document, Document]>([
    ['$push makes the array', {}, { $push: { l: 1 } }, { l: [1] }],
    ['$push of an array is one item', { l: [1] }, { $push: { l: [2, 3] } }, { l: [1, [2, 3]] }],
    ['$each', { l: [1] }, { $push: { l: { $each: [2, 3] } } }, { l: [1, 2, 3] }],
    ['$position', { l: [1, 2] }, { $push: { l: { $each: [9], $position: 1 } } }, { l: [1, 9, 2] }],
    ['negative $position', { l: [1, 2] }, { $push: { l: { $each: [9], $position: -1 } } }, { l: [1, 9, 2] }],
    ['$slice from the end', { l: [1, 2] }, { $push: { l: { $each: [3], $slice: -2 } } }, { l: [2, 3] }],
    ['$slice 0', { l: [1, 2] }, { $push: { l: { $each: [], $slice: 0 } } }, { l: [] }],
    ['$sort then $slice', { l: [3] }, { $push: { l: { $each: [1, 2], $sort: 1, $slice: 2 } } }, { l: [1, 2] }],
    [
      '$sort by field',
      { l: [{ n: 1 }] },
      { $push: { l: { $each: [{ n: 3 }, { n: 2 }], $sort: { n: -1 } } } },
      { l: [{ n: 3 }, { n: 2 }, { n: 1 }] },
    ],
    ['$pop last and first', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1], b: [2] }],
    ['$pull value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
    ['$pull condition', { l: [1, 5, 9] }, { $pull: { l: { $gte: 5 } } }, { l: [1] }],
    ['$pull by fields', { l: [{ a: 1, b: 2 }, { a: 2 }] }, { $pull: { l: { a: 1 } } }, { l: [{ a: 2 }] }],
    ['$pull of dates', { l: [new Date(1), new Date(2)] }, { $pull: { l: new Date(1) } }, { l: [new Date(2)] }],
    ['$pullAll', { l: [1, 2, 3, 1] }, { $pullAll: { l: [1, 3] } }, { l: [2] }],
    ['$addToSet', { l: [{ a: 1 }] }, { $addToSet: { l: { a: 1 } } }, { l: [{ a: 1 }] }],
    ['$addToSet $each', { l: [1] }, { $addToSet: { l: { $each: [1, 2, 2] } } }, { l: [1, 2] }],
  ])('%s', (_name, document, update, expected) => {
    expect(after(document, update)).toEqual(expected)
  })
})

test.each<[string, Document, Document]>([
  ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }],
  ['$inc of null', { a: null }, { $inc: { a: 1 } }],
  ['$inc by a string', { a: 1 }, { $inc: { a: '1' } }],
  ['$mul of a string', { a: 'x' }, { $mul: { a: 1 } }],
  ['$push to a number', { a: 1 }, { $push: { a: 1 } }],
  ['$push with an unknown clause', { a: [] }, { $push: { a: { $each: [], $foo: 1 } } }],
  ['$pop of an object', { a: {} }, { $pop: { a: 1 } }],
  ['$pull from a string', { a: 'x' }, { $pull: { a: 'x' } }],
  ['$addToSet to null', { a: null }, { $addToSet: { a: 'x' } }],
  ['a path through a string', { a: 'x' }, { $set: { 'a.b': 1 } }],
  ['a path through null', { a: null }, { $set: { 'a.b': 1 } }],
  ['a field of an array', { a: [] }, { $set: { 'a.b': 1 } }],
  ['a change of _id', { _id: 'a' }, { $set: { _id: 'b' } }],
  ['two changes of one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
  ['a change above another', { a: {} }, { $set: { a: {} }, $inc: { 'a.b': 1 } }],
  ['an unknown operator', {}, { $foo: { a: 1 } }],
])('%s is an error', (_name, document, update) => {
  const before = structuredClone(document)
  expect(() => after(document, update)).toThrow(expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED' }))
  expect(document).toEqual(before)
})

const scalar = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom('x', 'y'))
const document = fc.record(
  {
    n: fc.integer({ min: -5, max: 5 }),
    l: fc.array(scalar, { maxLength: 4 }),
    o: fc.record(
      { n: fc.integer({ min: -5, max: 5 }), l: fc.array(scalar, { maxLength: 3 }) },
      { noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
)
const number = fc.constantFrom('n', 'o.n')
const list = fc.constantFrom('l', 'o.l')
const one = (operator: string, path: fc.Arbitrary<string>, operand: fc.Arbitrary<unknown>) =>
  fc.tuple(path, operand).map(([name, value]): Document => ({ [operator]: { [name]: value } }))
const integer = fc.integer({ min: -3, max: 3 })
const valid = fc.oneof(
  one('$set', fc.constantFrom('n', 'o.n', 'new', 'o.new.deep', 'l'), scalar),
  one('$inc', number, integer),
  one('$mul', number, integer),
  one('$min', number, integer),
  one('$max', number, integer),
  one('$unset', fc.constantFrom('n', 'o', 'o.n', 'zz'), fc.constant('')),
  one('$push', list, scalar),
  one(
    '$push',
    list,
    fc.record(
      { $each: fc.array(scalar, { maxLength: 3 }), $position: fc.nat(4), $slice: integer },
      { noNullPrototype: true },
    ),
  ),
  one('$pop', list, fc.constantFrom(1, -1)),
  one('$pull', list, scalar),
  one('$pullAll', list, fc.array(scalar, { maxLength: 2 })),
)

test('valid updates do what mingo does and leave the original alone', () => {
  fc.assert(
    fc.property(document, valid, (before, update) => {
      const frozen = deepFreeze(structuredClone(before))
      const expected = structuredClone(before)
      mingoUpdate(expected, update)
      // -0 and 0 are one number to a database.
      expect(JSON.parse(JSON.stringify(after(frozen, update)))).toEqual(JSON.parse(JSON.stringify(expected)))
    }),
    { numRuns: 3000 },
  )
})

test('$addToSet has the value once more than never and changes nothing the second time', () => {
  fc.assert(
    fc.property(document, scalar, (before, value) => {
      const once = after(before, { $addToSet: { l: value } })
      expect(once.l).toEqual(before.l.includes(value) ? before.l : [...before.l, value])
      expect(after(once, { $addToSet: { l: value } })).toBe(once)
    }),
  )
})

test('$inc there and back is no change, in any order', () => {
  fc.assert(
    fc.property(document, fc.array(integer, { maxLength: 6 }), (before, steps) => {
      const back = steps.map((step) => -step).reverse()
      const result = [...steps, ...back].reduce(
        (doc, step) => after(doc, { $inc: { 'o.n': step } }),
        before as Document,
      )
      expect(JSON.stringify(result)).toBe(JSON.stringify(before))
    }),
  )
})

test('an upsert begins with what its query fixes', () => {
  expect(upsertSeed({ _id: 'a', 'b.c': 1, d: { $eq: 2 }, e: { $gt: 3 }, $and: [{ f: 4 }] })).toEqual({
    ...{ _id: 'a', b: { c: 1 }, d: 2, f: 4 },
  })
})

function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) deepFreeze(item)
  return Object.freeze(value)
}
