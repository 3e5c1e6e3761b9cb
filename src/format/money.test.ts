import { parseYuan, percent, priceParts, shortYuan, yuan } from './money'

test('payable money has two decimals and a thousands comma', () => {
  expect(yuan(1234567)).toBe('¥12,345.67')
  expect(yuan(0)).toBe('¥0.00')
  expect(yuan(5)).toBe('¥0.05')
  expect(yuan(100_000_000)).toBe('¥1,000,000.00')
})

test('the minus stands before the sign of the currency', () => {
  expect(yuan(-600)).toBe('−¥6.00')
  expect(priceParts(-605)).toEqual({ minus: true, whole: '6', decimals: '.05' })
})

test('conditions drop trailing zeros', () => {
  expect(shortYuan(2590)).toBe('¥25.9')
  expect(shortYuan(1500)).toBe('¥15')
  expect(shortYuan(1005)).toBe('¥10.05')
})

test('basis points', () => {
  expect(percent(1000)).toBe('10%')
  expect(percent(1250)).toBe('12.5%')
})

test('typed yuan become fen without passing through a float', () => {
  expect(parseYuan('19.9')).toBe(1990)
  expect(parseYuan(' 4.35 ')).toBe(435)
  expect(parseYuan('12')).toBe(1200)
  expect(parseYuan('1.999')).toBeUndefined()
  expect(parseYuan('-1')).toBeUndefined()
  expect(parseYuan('')).toBeUndefined()
})
