import fc from 'fast-check'
import { atLeast, halfUpDivide, integer, MoneyError, multiply, share, sum } from './money'
import { parseYuan, shortYen, shortYuan, yen, yuan } from './yuan'

describe('halfUpDivide', () => {
  test.each([
    [1n, 2n, 1],
    [-1n, 2n, -1],
    [1n, 3n, 0],
    [2n, 3n, 1],
    [-2n, 3n, -1],
    [5n, 10n, 1],
    [4n, 10n, 0],
    [0n, 7n, 0],
  ])('%s / %s = %s', (n, d, expected) => {
    expect(halfUpDivide(n, d)).toBe(expected)
  })

  test('is within half of the exact quotient, and symmetric', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.bigInt({ min: 1n, max: 10_000n }), (n, d) => {
        const q = halfUpDivide(n, d)
        const off = BigInt(q) * d - n
        expect(2n * (off < 0n ? -off : off) <= d).toBe(true)
        expect(halfUpDivide(-n, d) + q).toBe(0)
      }),
    )
  })

  test('a denominator that is not positive is an error', () => {
    const error = { name: 'MoneyError', message: 'denominator must be positive' }
    expect(() => halfUpDivide(1n, 0n)).toThrow(expect.objectContaining(error))
    expect(() => halfUpDivide(1n, -1n)).toThrow(MoneyError)
  })
})

test.each([
  [1990, 1000, 199],
  [2999, 1000, 300],
  [1005, 1000, 101],
  [8888, 1000, 889],
  [-1005, 1000, -101],
])('share(%s, %s bp) = %s', (amount, rate, expected) => {
  expect(share(amount, rate)).toBe(expected)
})

test('the worked example of the rules: base commission 3681', () => {
  const nets = [1990, 3580, 990, 12800, 4550, 2999, 8888, 1005]
  expect(sum(nets.map((n) => share(n, 1000)))).toBe(3681)
})

test.each([NaN, 0.5, Infinity, 2 ** 53])('%s is never an amount', (value) => {
  expect(() => integer(value)).toThrow(MoneyError)
  expect(() => sum([1, value])).toThrow(MoneyError)
  expect(() => multiply(value, 0)).toThrow(MoneyError)
  expect(() => multiply(0, value)).toThrow(MoneyError)
  expect(() => yuan(value)).toThrow(MoneyError)
})

test('the error says what was wrong with what', () => {
  expect(() => integer(0.5, 'price')).toThrow('price must be a safe integer, got 0.5')
  expect(() => atLeast(1, 0, 'pieces')).toThrow('pieces must be at least 1, got 0')
  expect(() => atLeast(1, 0)).toThrow('amount must be at least 1, got 0')
  expect(() => multiply(94_906_267, 94_906_267)).toThrow('product must be a safe integer')
  expect(() => integer(Number.NaN)).toThrow('amount must be a safe integer, got NaN')
  expect(atLeast(1, 1)).toBe(1)
})

test.each([
  [3, 4, 12],
  [-3, 4, -12],
  [0, -4, 0],
  [94_906_265, 94_906_265, 9_007_199_136_250_225],
])('%s × %s = %s', (a, b, product) => {
  expect(multiply(a, b)).toBe(product)
})

test('overflow is an error, not a wrong figure', () => {
  expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(MoneyError)
  expect(() => share(Number.MAX_SAFE_INTEGER, 20_000)).toThrow(MoneyError)
  expect(() => multiply(94_906_267, 94_906_267)).toThrow(MoneyError)
})

test.each([
  [0, '0.00', '0'],
  [5, '0.05', '0.05'],
  [980, '9.80', '9.8'],
  [5000, '50.00', '50'],
  [123456789, '1,234,567.89', '1,234,567.89'],
  [-600, '−6.00', '−6'],
  [100000, '1,000.00', '1,000'],
])('%s fen reads %s, short %s', (fen, long, short) => {
  expect(yuan(fen)).toBe(long)
  expect(shortYuan(fen)).toBe(short)
  const sign = fen < 0 ? '−' : ''
  expect(yen(fen)).toBe(`${sign}¥${long.replace('−', '')}`)
  expect(shortYen(fen)).toBe(`${sign}¥${short.replace('−', '')}`)
})

test.each([
  ['12', 1200],
  ['12.5', 1250],
  [' 12.50 ', 1250],
  ['0.01', 1],
  ['¥12', 1200],
  ['￥12', 1200],
  ['¥1,234.50', 123450],
  ['1,234,567.8', 123456780],
  ['9999999999.99', 999999999999],
  ['12345678901', undefined],
  ['1,23', undefined],
  ['1234,567', undefined],
  [',123', undefined],
  ['12.', undefined],
  ['.5', undefined],
  ['¥', undefined],
  ['12¥', undefined],
  ['12 元', undefined],
  ['12.345', undefined],
  ['1.234', undefined],
  ['-1', undefined],
  ['', undefined],
  ['1e3', undefined],
  ['１２', undefined],
])('parseYuan(%j) = %s', (text, expected) => {
  expect(parseYuan(text)).toBe(expected)
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (fen) => {
      expect(parseYuan(yen(fen))).toBe(fen)
      expect(parseYuan(shortYuan(fen))).toBe(fen)
    }),
  )
})
