import fc from 'fast-check'
import { instantText, parseInstant } from './instant'

test.each([
  ['2026-11-21T14:00:00+08:00', Date.UTC(2026, 10, 21, 6)],
  ['2026-11-21T14:00+08:00', Date.UTC(2026, 10, 21, 6)],
  ['2026-11-21T06:00:00.5Z', Date.UTC(2026, 10, 21, 6, 0, 0, 500)],
  ['2026-11-21T00:30:59.999-05:30', Date.UTC(2026, 10, 21, 6, 0, 59, 999)],
  ['2026-11-21T14:00:00+00:59', Date.UTC(2026, 10, 21, 13, 1)],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ['2026-11-21T23:59:59+14:00', Date.UTC(2026, 10, 21, 9, 59, 59)],
])('%s is %s', (text, at) => {
  expect(parseInstant(text)).toBe(at)
})

test.each([
  '2026-11-21T14:00:00',
  '2026-11-21',
  '2026-11-21 14:00:00+08:00',
  '2026-02-29T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-00-10T00:00:00Z',
  '2026-11-21T24:00:00Z',
  '2026-11-21T14:60:00Z',
  '2026-11-21T14:00:60Z',
  '2026-11-21T14:00:00+15:00',
  '2026-11-21T14:00:00+08:60',
  '2026-11-21T14:00:00.1234Z',
  'x2026-11-21T14:00:00Z',
  '2026-11-21T14:00:00Zx',
  '1795240800000',
  '',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (at) => {
      expect(instantText(at)).toMatch(/\+08:00$/)
      expect(parseInstant(instantText(at))).toBe(at)
    }),
  )
})
