import { targetWindows, windowEnd, windowKey, windowStart, windowWord } from './windows'

const at = (text: string) => Date.parse(`${text}+08:00`)
// A Sunday.
const order = { paidAt: at('2026-11-22T00:00:00'), groupId: 'c1-l1', groupStartAt: at('2026-11-19T09:00:00') }

test('there is a row below for every window', () => expect(targetWindows).toEqual(['day', 'week', 'group']))

test.each([
  ['day', '今日', '2026-11-22', at('2026-11-22T00:00:00'), at('2026-11-23T00:00:00')],
  ['week', '本周', '2026-11-16', at('2026-11-16T00:00:00'), at('2026-11-23T00:00:00')],
  ['group', '本团', 'c1-l1', at('2026-11-19T09:00:00'), undefined],
] as const)('%s, %s: an order falls into %s', (window, word, key, start, end) => {
  expect(windowWord(window)).toBe(word)
  expect(windowKey(window, order)).toBe(key)
  expect(windowStart(window, order)).toBe(start)
  expect(windowEnd(window, key)).toBe(end)
})

test('a payment of the last millisecond of a day counts in that day', () => {
  expect(windowKey('day', { paidAt: order.paidAt - 1 })).toBe('2026-11-21')
})

test('an order whose group is not known is in none; one whose group tells no beginning begins it', () => {
  expect(windowKey('group', { paidAt: 5 })).toBeUndefined()
  expect(windowStart('group', { paidAt: 5, groupId: 'g' })).toBe(5)
})

test('an app has no word for a window it is too old for', () => {
  expect(['decade', 'constructor'].map(windowWord)).toEqual(['', ''])
})
