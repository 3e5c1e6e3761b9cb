import fc from 'fast-check'
import { allocate } from './allocate'
import { MoneyError } from './integer'

test.each([
  [2000, [1990, 3580, 990], [607, 1091, 302]],
  [1, [1, 1, 1], [1, 0, 0]],
  [2, [1, 1, 1], [1, 1, 0]],
  [-2, [1, 1, 1], [-1, -1, 0]],
  [10, [0, 5, 0], [0, 10, 0]],
  [0, [0, 0], [0, 0]],
  [0, [], []],
  [5, [5], [5]],
  [3, [1, 3, 2], [1, 1, 1]],
  [-3, [1, 3, 2, 0], [-1, -1, -1, 0]],
  [
    9_000_000_000_000_000,
    [3_000_000_000_000_000, 6_000_000_000_000_000],
    [3_000_000_000_000_000, 6_000_000_000_000_000],
  ],
])('%s over %j is %j', (amount, weights, parts) => {
  expect(allocate(amount, weights)).toEqual(parts)
})

test.each([
  ['nobody there', 5, [], 'nobody to take 5 fen: all weights are 0'],
  ['nobody with a weight', 5, [0, 0], 'nobody to take 5 fen: all weights are 0'],
  ['a negative weight', 5, [6, -1], 'weight must be at least 0, got -1'],
  ['a negative weight, and nothing to split', 0, [-1], 'weight must be at least 0, got -1'],
  ['a fraction of a fen', 0.5, [1], 'amount must be a safe integer, got 0.5'],
  ['a fraction of a weight', 1, [0.5], 'weight must be a safe integer, got 0.5'],
  ['weights beyond the safe integers', 1, [Number.MAX_SAFE_INTEGER, 1], 'amount must be a safe integer'],
])('%s is an error', (_case, amount, weights, message) => {
  expect(() => allocate(amount, weights)).toThrow(MoneyError)
  expect(() => allocate(amount, weights)).toThrow(message)
})

const amounts = fc.oneof(fc.nat(100_000), fc.maxSafeNat())
const weightsOf = (size: fc.Arbitrary<number>) =>
  fc.array(size, { minLength: 1, maxLength: 20 }).filter((all) => all.some((weight) => weight > 0))

test('parts add up, each within one fen of its exact share, larger remainders first', () => {
  fc.assert(
    fc.property(amounts, weightsOf(fc.oneof(fc.nat(20), fc.nat(10 ** 14))), (amount, weights) => {
      const parts = allocate(amount, weights)
      expect(parts.reduce((a, b) => a + BigInt(b), 0n)).toBe(BigInt(amount))
      const total = weights.reduce((a, b) => a + BigInt(b), 0n)
      const rests = parts.map((part, i) => {
        const exact = BigInt(amount) * BigInt(weights[i] as number)
        const extra = BigInt(part) - exact / total
        expect(extra === 0n || extra === 1n).toBe(true)
        return { rest: exact % total, extra }
      })
      // Nobody without the extra fen has a larger remainder, or the same one and an earlier place, than one with it.
      for (const [i, a] of rests.entries())
        for (const [j, b] of rests.entries())
          if (a.extra === 0n && b.extra === 1n) expect(a.rest < b.rest || (a.rest === b.rest && j < i)).toBe(true)
    }),
  )
})

test('nobody takes more than his weight of an amount that is not larger than all', () => {
  fc.assert(
    fc.property(weightsOf(fc.nat(1000)), fc.nat(1000), (weights, permille) => {
      const total = weights.reduce((a, b) => a + b, 0)
      const parts = allocate(Math.floor((total * permille) / 1000), weights)
      for (const [i, part] of parts.entries()) expect(part).toBeLessThanOrEqual(weights[i] as number)
    }),
  )
})
