import fc from 'fast-check'
import { agoInWords, clock, DAY_MS, dateInWords, dayInWords, dayKey, dayStart, timeOfDay, weekKey } from './time'

const at = (text: string) => Date.parse(text)

test.each([
  ['2026-11-21T15:59:59Z', '2026-11-21', '2026-11-16'],
  ['2026-11-21T16:00:00Z', '2026-11-22', '2026-11-16'],
  ['2026-11-22T16:00:00Z', '2026-11-23', '2026-11-23'],
  ['2014-01-01T00:00:00+08:00', '2014-01-01', '2013-12-30'],
  ['2016-02-29T12:00:00+08:00', '2016-02-29', '2016-02-29'],
])('%s falls on %s in the week of %s', (instant, day, week) => {
  expect(dayKey(at(instant))).toBe(day)
  expect(weekKey(at(instant))).toBe(week)
})

test('a day starts at Shanghai midnight and its week at a Monday', () => {
  const instants = fc.integer({ min: at('2000-01-01T00:00Z'), max: at('2100-01-01T00:00Z') })
  fc.assert(
    fc.property(instants, (t) => {
      expect(dayKey(dayStart(t))).toBe(dayKey(t))
      expect(dayKey(dayStart(t) - 1)).not.toBe(dayKey(t))
      expect(new Date(`${weekKey(t)}T00:00:00+08:00`).getTime()).toBeLessThanOrEqual(t)
      expect(clock(at(`${weekKey(t)}T12:00:00+08:00`)).weekday).toBe('周一')
    }),
  )
})

test('in words', () => {
  const now = at('2026-11-21T18:24:00+08:00')
  expect(dateInWords(at('2026-11-22T16:00:00+08:00'))).toBe('11 月 22 日周日')
  expect(timeOfDay(at('2026-11-22T07:05:00+08:00'))).toBe('07:05')
  expect(dayInWords(now, now)).toBe('今天')
  expect(dayInWords(now + DAY_MS, now)).toBe('明天')
  expect(dayInWords(now + 3 * DAY_MS, now)).toBe('周二')
  expect(dayInWords(now + 30 * DAY_MS, now)).toBe('12 月 21 日')
  expect(dayInWords(now - DAY_MS, now)).toBe('昨天')
  expect(agoInWords(now - 30_000, now)).toBe('刚刚')
  expect(agoInWords(now - 5 * 60_000, now)).toBe('5 分钟前')
  expect(agoInWords(now - 3 * 3_600_000, now)).toBe('3 小时前')
  expect(agoInWords(now - DAY_MS, now)).toBe('昨天 18:24')
})
