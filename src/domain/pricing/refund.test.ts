import fc from 'fast-check'
import { MoneyError } from '../integer'
import { refundFen } from './refund'

test.each([
  [{ quantity: 3, paidFen: 1000 }, [1, 1, 1], [333, 333, 334]],
  [{ quantity: 3, paidFen: 1000 }, [2, 1], [666, 334]],
  [{ quantity: 3, paidFen: 1000 }, [1, 2], [333, 667]],
  [{ quantity: 3, paidFen: 1000 }, [3], [1000]],
  [{ quantity: 4, paidFen: 3 }, [1, 1, 1, 1], [0, 1, 1, 1]],
  [{ quantity: 2, paidFen: 0 }, [1, 1], [0, 0]],
])('%j, refunded %j, returns %j', (line, portions, expected) => {
  let before = 0
  const returned = portions.map((pieces) => {
    const fen = refundFen(line, before, pieces)
    before += pieces
    return fen
  })
  expect(returned).toEqual(expected)
})

test.each([
  ['more than were bought', 3, 0, 4, '4 more of 3 pieces, 0 of them refunded, are too many'],
  ['more than are left', 3, 2, 2, '2 more of 3 pieces, 2 of them refunded, are too many'],
  ['none', 3, 0, 0, 'pieces to refund must be at least 1, got 0'],
  ['half a piece', 3, 0, 0.5, 'pieces to refund must be a safe integer, got 0.5'],
  ['fewer than none before', 3, -1, 1, 'pieces refunded before must be at least 0, got -1'],
  ['of no pieces', 0, 0, 1, 'quantity must be at least 1, got 0'],
])('%s is an error', (_case, quantity, before, pieces, message) => {
  const refund = () => refundFen({ quantity, paidFen: 100 }, before, pieces)
  expect(refund).toThrow(MoneyError)
  expect(refund).toThrow(message)
})

test('nothing is less than nothing paid', () => {
  expect(() => refundFen({ quantity: 3, paidFen: -1 }, 0, 1)).toThrow('paid must be at least 0')
})

test('refunds of whole lines in any portions add up to what was paid, and none is negative', () => {
  const line = fc.record({ quantity: fc.integer({ min: 1, max: 99 }), paidFen: fc.nat(10 ** 9) })
  fc.assert(
    fc.property(line, fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 99 }), (paid, wishes) => {
      let before = 0
      let returned = 0
      for (const wish of [...wishes, 99]) {
        const pieces = Math.min(wish, paid.quantity - before)
        if (pieces === 0) break
        const fen = refundFen(paid, before, pieces)
        expect(fen).toBeGreaterThanOrEqual(0)
        returned += fen
        before += pieces
        expect(returned).toBeLessThanOrEqual(paid.paidFen)
      }
      expect(returned).toBe(paid.paidFen)
    }),
  )
})
