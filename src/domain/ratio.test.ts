import fc from 'fast-check'
import { MoneyError } from './integer'
import { halfUpDivide } from './money'
import { proportion, timesOver } from './ratio'

const most = Number.MAX_SAFE_INTEGER

test.each([
  [7, 3, 2, 10, 1],
  [0, 5, 3, 0, 0],
  [most, 1, 1, most, 0],
  [most, most, most, most, 0],
  [most, 2, 4, (most - 1) / 2, 2],
  [94_906_267, 94_906_267, 10, 900_719_951_587_528, 9],
])('%s × %s ÷ %s is %s, rest %s', (a, b, c, whole, rest) => {
  expect(timesOver(a, b, c)).toEqual({ whole, rest })
})

test.each([
  [1, 1, 2, 1],
  [-1, 1, 2, -1],
  [1, -1, 2, -1],
  [-1, -1, 2, 1],
  [1, 1, 3, 0],
  [-1, 1, 3, 0],
  [2, 1, 3, 1],
  [most, most - 1, most, most - 1],
  [0, -5, 3, 0],
  [-5, 0, 3, 0],
])('%s × %s ÷ %s, half away from zero, is %s', (amount, rate, whole, expected) => {
  expect(proportion(amount, rate, whole)).toBe(expected)
})

test.each([
  [most, 2, 1, 'quotient must be a safe integer'],
  [1, 1, 0, 'divisor must be at least 1, got 0'],
  [1, 1, -1, 'divisor must be at least 1, got -1'],
  [-1, 1, 1, 'factor must be at least 0, got -1'],
  [1, -1, 1, 'factor must be at least 0, got -1'],
  [0.5, 1, 1, 'factor must be a safe integer, got 0.5'],
  [1, Number.NaN, 1, 'factor must be a safe integer, got NaN'],
  [1, 1, Number.POSITIVE_INFINITY, 'divisor must be a safe integer, got Infinity'],
])('%s × %s ÷ %s is an error: %s', (a, b, c, message) => {
  expect(() => timesOver(a, b, c)).toThrow(MoneyError)
  expect(() => timesOver(a, b, c)).toThrow(message)
})

test.each([
  [0.5, 1, 2, 'amount must be a safe integer, got 0.5'],
  [1, 0.5, 2, 'rate must be a safe integer, got 0.5'],
  // The largest safe integer and a half: rounding leaves them.
  [6_004_799_503_160_661, 3, 2, 'quotient must be a safe integer, got 9007199254740992'],
])('%s × %s ÷ %s in proportion is an error: %s', (amount, rate, whole, message) => {
  expect(() => proportion(amount, rate, whole)).toThrow(message)
})

test('a phone that knows no BigInt meets it only beyond the safe integers', () => {
  const kept = globalThis.BigInt
  Object.assign(globalThis, { BigInt: undefined })
  try {
    expect(timesOver(94_906_265, 94_906_265, 2)).toEqual({ whole: 4_503_599_568_125_112, rest: 1 })
    expect(() => timesOver(94_906_267, 94_906_267, 2)).toThrow(TypeError)
  } finally {
    Object.assign(globalThis, { BigInt: kept })
  }
})

test('agrees with arithmetic of any length', () => {
  const anything = fc.oneof(fc.nat(1000), fc.maxSafeNat())
  fc.assert(
    fc.property(anything, anything, fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.maxSafeNat()), (a, b, c) => {
      fc.pre(c > 0)
      const product = BigInt(a) * BigInt(b)
      const exact = product / BigInt(c)
      if (exact > BigInt(most)) {
        expect(() => timesOver(a, b, c)).toThrow(MoneyError)
        return
      }
      expect(timesOver(a, b, c)).toEqual({ whole: Number(exact), rest: Number(product % BigInt(c)) })
      if (exact === BigInt(most)) return
      expect(proportion(a, b, c)).toBe(halfUpDivide(product, BigInt(c)))
      expect(proportion(a, b, c) + proportion(-a, b, c)).toBe(0)
    }),
  )
})
