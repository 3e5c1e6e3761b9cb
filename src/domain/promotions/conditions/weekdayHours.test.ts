import type { Occasion } from '../rule'
import { weekdayHours } from './weekdayHours'

const at = (text: string) => Date.parse(text)
const occasion = (at: number): Occasion => ({ at, newCustomer: false, segments: [], team: false })

describe('weekend afternoons', () => {
  const args = { windows: [{ weekdays: [7, 6], fromHour: 14, toHour: 18 }] }
  test.each([
    ['2026-11-21T14:00:00+08:00', true],
    ['2026-11-21T13:59:59.999+08:00', false],
    ['2026-11-21T17:59:59.999+08:00', true],
    ['2026-11-21T18:00:00+08:00', false],
    ['2026-11-22T15:00:00+08:00', true],
    ['2026-11-23T15:00:00+08:00', false],
    ['2026-11-20T15:00:00+08:00', false],
    // The clock that counts hangs in Shanghai: this is Sunday 14:30 there.
    ['2026-11-22T06:30:00Z', true],
    ['2026-11-22T16:00:00Z', false],
  ])('%s: %s', (moment, inside) => {
    const refusal = weekdayHours.check(args, occasion(at(moment)))
    expect(refusal).toBe(inside ? undefined : '仅限周六、周日 14:00–18:00使用')
  })
  test('any of several windows will do', () => {
    const night = [
      { weekdays: [5], fromHour: 22, toHour: 24 },
      { weekdays: [6], fromHour: 0, toHour: 2 },
    ]
    for (const moment of ['2026-11-20T23:59:00+08:00', '2026-11-21T01:59:00+08:00'])
      expect(weekdayHours.check({ windows: night }, occasion(at(moment)))).toBeUndefined()
    expect(weekdayHours.check({ windows: night }, occasion(at('2026-11-21T22:30:00+08:00')))).toBe(
      '仅限周五 22:00–24:00，周六 0:00–2:00使用',
    )
  })
  test.each([
    [1, '周一', '2026-11-23'],
    [2, '周二', '2026-11-24'],
    [3, '周三', '2026-11-25'],
    [4, '周四', '2026-11-26'],
    [5, '周五', '2026-11-27'],
    [6, '周六', '2026-11-28'],
    [7, '周日', '2026-11-29'],
  ])('weekday %s is %s: %s', (weekday, name, day) => {
    const windows = [{ weekdays: [weekday], fromHour: 9, toHour: 10 }]
    expect(weekdayHours.explain({ windows })).toBe(`${name} 9:00–10:00可用`)
    expect(weekdayHours.check({ windows }, occasion(at(`${day}T09:00:00+08:00`)))).toBeUndefined()
    expect(weekdayHours.explain({ windows: [...windows, ...args.windows] })).toBe(
      `${name} 9:00–10:00，周六、周日 14:00–18:00可用`,
    )
  })
  test('in words', () => {
    expect(weekdayHours.explain(args)).toBe('周六、周日 14:00–18:00可用')
    expect(weekdayHours.explain({ windows: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], fromHour: 7, toHour: 9 }] })).toBe(
      '每天 7:00–9:00可用',
    )
  })
  test.each([
    [14, 14, '时段要从早到晚，跨零点的请分成两段'],
    [22, 2, '时段要从早到晚，跨零点的请分成两段'],
    [14, 15, undefined],
  ])('from %s to %s: %s', (fromHour, toHour, wrong) => {
    const windows = [...args.windows, { weekdays: [1], fromHour, toHour }]
    expect(weekdayHours.wrong?.({ windows })).toBe(wrong)
  })
  test('does not hinder handing a coupon out', () => expect(weekdayHours.whenIssued).toBe(false))
})
