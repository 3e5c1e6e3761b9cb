import { projector } from './project'
import type { Document } from './types'

const ITEM = {
  _id: 'i',
  a: 1,
  b: { c: 2, d: { e: 3, f: 4 } },
  t: [1, 2, 3, 4, 5],
  l: [{ n: 1, m: 'x' }, { n: 2, m: 'y' }, { n: 3, m: 'y' }, 7],
  at: new Date(0),
}
const { _id, a, b, t, l, at } = ITEM

test.each<[Document, Document]>([
  [{}, ITEM],
  [{ a: 1 }, { _id, a }],
  [{ a: 1, _id: 0 }, { a }],
  [{ _id: 1 }, { _id }],
  [{ _id: 0 }, { a, b, t, l, at }],
  [{ a: 0 }, { _id, b, t, l, at }],
  [
    { a: 0, _id: 0 },
    { b, t, l, at },
  ],
  [
    { at: true, zz: true },
    { _id, at },
  ],
  [{ 'b.d.e': 1 }, { _id, b: { d: { e: 3 } } }],
  [{ b: { d: { e: 1 } } }, { _id, b: { d: { e: 3 } } }],
  [{ 'b.d.e': 0 }, { ...ITEM, b: { c: 2, d: { f: 4 } } }],
  [
    { b: 1, 'b.c': 1 },
    { _id, b },
  ],
  [
    { 'b.c': 1, b: 1 },
    { _id, b },
  ],
  [{ 'l.n': 1 }, { _id, l: [{ n: 1 }, { n: 2 }, { n: 3 }] }],
  [{ 'l.n': 0 }, { ...ITEM, l: [{ m: 'x' }, { m: 'y' }, { m: 'y' }, 7] }],
  [{ 'a.x': 1 }, { _id }],
  [{ t: { $slice: 2 } }, { ...ITEM, t: [1, 2] }],
  [{ t: { $slice: -2 } }, { ...ITEM, t: [4, 5] }],
  [{ t: { $slice: [1, 2] } }, { ...ITEM, t: [2, 3] }],
  [{ t: { $slice: [-3, 2] } }, { ...ITEM, t: [3, 4] }],
  [{ t: { $slice: [-9, 2] } }, { ...ITEM, t: [1, 2] }],
  [
    { t: { $slice: 1 }, a: 1 },
    { _id, a, t: [1] },
  ],
  [
    { t: { $slice: 1 }, a: 0 },
    { _id, b, t: [1], l, at },
  ],
  [{ a: { $slice: 1 } }, ITEM],
  [{ l: { $elemMatch: { m: 'y' } } }, { _id, l: [{ n: 2, m: 'y' }] }],
  [
    { l: { $elemMatch: { n: { $gt: 2 } } }, a: 1 },
    { _id, a, l: [{ n: 3, m: 'y' }] },
  ],
  [{ t: { $elemMatch: { $gt: 2 } } }, { _id, t: [3] }],
  [{ t: { $elemMatch: { $gt: 9 } } }, { _id }],
])('%j', (projection, expected) => {
  const before = structuredClone(ITEM)
  expect(projector(projection)(ITEM)).toEqual(expected)
  expect(ITEM).toEqual(before)
})

test.each<[Document, RegExp]>([
  [{ a: 1, b: 0 }, /mix of inclusion and exclusion/],
  [{ l: { $elemMatch: { m: 'y' } }, a: 0 }, /mix of inclusion and exclusion/],
  [{ 'l.x': { $elemMatch: { m: 'y' } } }, /nested field/],
  [{ t: { $slice: 'x' } }, /\$slice only supports/],
  [{ t: { $slice: [1, 0] } }, /must be positive/],
  [{ t: { $foo: 1 } }, /Unsupported projection option: t/],
  [{ 't.$': 1 }, /positional/],
])('%j is refused', (projection, message) => {
  expect(() => projector(projection)).toThrow(message)
})
