import { columns, width } from './columns'

test.each([
  ['abc', 3],
  ['苹果', 4],
  ['¥1.00', 5],
  ['（）', 4],
  ['🍎', 2],
  ['', 0],
])('%j takes %s columns', (text, expected) => {
  expect(width(text)).toBe(expected)
})

test('columns are aligned by what is seen', () => {
  expect(
    columns(
      [
        ['商品', '价'],
        ['a', '10'],
      ],
      [1],
    ),
  ).toBe('商品  价\na     10')
})
