import { maskName, maskPhone } from './mask'

test.each([
  ['陈小红', '陈**'],
  ['𠮷田', '𠮷**'],
  [' 李 ', '李**'],
  ['', '邻居'],
])('%j becomes %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test('a phone number keeps its head and tail', () => {
  expect(maskPhone('13800001234')).toBe('138****1234')
})
