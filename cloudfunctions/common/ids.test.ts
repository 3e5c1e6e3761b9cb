import { collectCode, fingerprint, idFrom, publicKey, readableCode } from './ids'

test('ids follow from their causes and from nothing else', () => {
  expect(idFrom('order', 'chen', 'r1')).toBe(idFrom('order', 'chen', 'r1'))
  expect(idFrom('order', 'chen', 'r1')).not.toBe(idFrom('order', 'chenr', '1'))
  expect(idFrom('order', 'chen', 'r1')).toMatch(/^[0-9a-f]{24}$/)
})

test('a fingerprint does not depend on the order of keys or on absent ones', () => {
  expect(fingerprint({ a: 1, b: [{ c: 2, d: undefined }] })).toBe(fingerprint({ b: [{ c: 2 }], a: 1 }))
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: 2 }))
  expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]))
})

test('codes are readable, keys are opaque', () => {
  expect(collectCode()).toMatch(/^\d{8}$/)
  expect(readableCode(8)).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
  expect(publicKey('abc')).toHaveLength(10)
  expect(publicKey('abc')).not.toContain('abc')
})
