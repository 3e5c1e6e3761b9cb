import { byText } from './text'

test('texts in order, by code unit', () => {
  expect(['b', '团', 'a10', 'Z', 'a', 'a9', ''].sort(byText)).toEqual(['', 'Z', 'a', 'a10', 'a9', 'b', '团'])
  expect([byText('a', 'b'), byText('a', 'a'), byText('b', 'a')]).toEqual([-1, 0, 1])
})
