import fc from 'fast-check'
import { clock, DAY_MS, dayKey, dayStart, daysBetween, weekKey } from './time'

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

test('parts of the clock and days between', () => {
  const now = at('2026-11-21T18:24:00+08:00')
  expect(clock(now)).toEqual({ year: 2026, month: 11, day: 21, weekday: '周六', hour: 18, minute: 24 })
  expect(daysBetween(now, at('2026-11-22T00:00:00+08:00'))).toBe(1)
  expect(daysBetween(now, at('2026-11-21T23:59:59+08:00'))).toBe(0)
  expect(daysBetween(now, now - 30 * DAY_MS)).toBe(-30)
})
