import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LIMITS, limitRows, limitsOf } from './limits'

test('docs/limits.md shows every limit as it is', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'limits.md'), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toEqual(limitRows())
})

test('some change, the others hold; without limits nothing is too much and nothing too little', () => {
  expect(limitsOf({ watchDocuments: 3 })).toEqual({ ...LIMITS, watchDocuments: 3 })
  expect(limitsOf(false)).toMatchObject({
    watchDocuments: Number.POSITIVE_INFINITY,
    delayedTaskFromS: Number.NEGATIVE_INFINITY,
    queryDefault: 100,
  })
})

test.each([
  [{ watchDocument: 3 }, 'there is no limit watchDocument; there are requestBytes, '],
  [{ watchDocuments: '3' }, 'watchDocuments must be a number'],
])('%j is refused in words', (change, message) => {
  expect(() => limitsOf(change as never)).toThrow(message)
})
