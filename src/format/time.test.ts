import { ago, businessDay, clock, countdown, dayClock, daysSince, fromPicker, longDate } from './time'

const at = (text: string) => Date.parse(`${text}+08:00`)
const now = at('2025-11-21T18:24:12')

test('clock and dates are Shanghai time whatever the phone says', () => {
  expect(clock(at('2025-11-22T16:00'))).toBe('16:00')
  expect(longDate(at('2025-11-22T00:30'))).toBe('11 月 22 日周六')
  expect(businessDay(at('2025-11-22T00:00'))).toBe('2025-11-22')
  expect(businessDay(at('2025-11-21T23:59'))).toBe('2025-11-21')
})

test('days are named as neighbours name them', () => {
  expect(dayClock(at('2025-11-21T21:00'), now)).toBe('今晚 21:00')
  expect(dayClock(at('2025-11-21T12:00'), now)).toBe('今天 12:00')
  expect(dayClock(at('2025-11-22T00:10'), now)).toBe('明天 00:10')
  expect(dayClock(at('2025-11-24T07:30'), now)).toBe('周一 07:30')
  expect(dayClock(at('2025-11-28T07:30'), now)).toBe('11 月 28 日 07:30')
  expect(dayClock(at('2025-11-20T07:30'), now)).toBe('昨天 07:30')
})

test('ago', () => {
  expect(ago(now - 59_000, now)).toBe('刚刚')
  expect(ago(now - 61_000, now)).toBe('1 分钟前')
  expect(ago(now - 3 * 3_600_000, now)).toBe('3 小时前')
  expect(ago(now - 20 * 3_600_000, now)).toBe('昨天')
})

test('countdown keeps counting hours past a day and stops at zero', () => {
  expect(countdown(2 * 3_600_000 + 35 * 60_000 + 48_000)).toBe('02:35:48')
  expect(countdown(30 * 3_600_000)).toBe('30:00:00')
  expect(countdown(1)).toBe('00:00:01')
  expect(countdown(-5000)).toBe('00:00:00')
})

test('days since and pickers', () => {
  expect(daysSince(at('2025-11-20T23:00'), now)).toBe(1)
  expect(fromPicker('2025-11-22', '16:00')).toBe(at('2025-11-22T16:00'))
  expect(fromPicker('', '16:00')).toBeNaN()
})
