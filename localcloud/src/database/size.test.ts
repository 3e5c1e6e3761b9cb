import { LIMITS } from '../limits/limits'
import { checkSize, measure } from './size'
import type { Document } from './types'

/** Sizes that MongoDB's Object.bsonsize gives, worked out by hand from the BSON specification. */
test.each<[Document, number]>([
  [{}, 5],
  [{ a: 1 }, 12],
  [{ a: 1.5 }, 16],
  [{ a: 'é' }, 15],
  [{ a: null }, 8],
  [{ a: true }, 9],
  [{ a: new Date(0) }, 16],
  [{ a: {} }, 13],
  [{ a: [1, 2] }, 27],
])('%j is %d bytes', (document, bytes) => {
  expect(measure(document).bytes).toBe(bytes)
})

const nested = (levels: number): Document => (levels === 1 ? {} : { d: nested(levels - 1) })

test('a document just inside a limit is taken, one just outside is not', () => {
  const text = (bytes: number) => ({ a: 'x'.repeat(bytes - 13) })
  expect(measure(text(100)).bytes).toBe(100)
  checkSize(text(100), { ...LIMITS, documentBytes: 100 })
  expect(() => checkSize(text(101), { ...LIMITS, documentBytes: 100 })).toThrow('BSONObj size: 101 is invalid')
  checkSize(nested(100), LIMITS)
  expect(() => checkSize(nested(101), LIMITS)).toThrow('nested deeper than 100 levels')
})
