import { byKeys, byText } from './text'

test('texts in order, by code unit', () => {
  expect(['b', '团', 'a10', 'Z', 'a', 'a9', ''].sort(byText)).toEqual(['', 'Z', 'a', 'a10', 'a9', 'b', '团'])
  expect([byText('a', 'b'), byText('a', 'a'), byText('b', 'a')]).toEqual([-1, 0, 1])
})

test.each([
  [[], [], 0],
  [[1, 'a'], [1, 'a'], 0],
  [[1, 'a'], [1, 'b'], -1],
  [[1, 'b'], [1, 'a'], 1],
  [[1, 'b'], [2, 'a'], -1],
  [[2, 'a'], [1, 'b'], 1],
  [[Number.NEGATIVE_INFINITY], [0], -1],
])('%j and %j: the first that differs decides: %s', (a, b, order) => {
  expect(byKeys(a, b)).toBe(order)
})
