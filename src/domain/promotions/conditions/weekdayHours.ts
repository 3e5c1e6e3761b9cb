import { clock } from '../../time'
import { integerOf, listOf, recordsOf } from '../args'
import { condition } from '../rule'

const names = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

interface Window {
  weekdays: readonly number[]
  fromHour: number
  toHour: number
}

function words(window: Window): string {
  const days = [...new Set(window.weekdays)].sort()
  const named = days.length === 7 ? '每天' : days.map((day) => names[day - 1]).join('、')
  return `${named} ${window.fromHour}:00–${window.toHour}:00`
}

/**
 * In one of the windows named: on a weekday (1 Monday … 7 Sunday) from an hour, to before another, as a clock in
 * Shanghai shows it (weekend afternoon snacks). A window past midnight is two windows.
 */
export const weekdayHours = condition({
  code: 'weekdayHours',
  label: '限时段',
  args: {
    windows: recordsOf('时段', {
      weekdays: listOf(integerOf('星期', 'weekdays', 1, 7)),
      fromHour: integerOf('从几点', 'hours', 0, 23),
      toHour: integerOf('到几点', 'hours', 1, 24),
    }),
  },
  whenIssued: false,
  wrong: ({ windows }) =>
    windows.some((window) => window.fromHour >= window.toHour) ? '时段要从早到晚，跨零点的请分成两段' : undefined,
  check({ windows }, occasion) {
    const { weekday, hour } = clock(occasion.at)
    const number = names.indexOf(weekday) + 1
    const inside = (w: Window) => w.weekdays.includes(number) && w.fromHour <= hour && hour < w.toHour
    return windows.some(inside) ? undefined : `仅限${windows.map(words).join('，')}使用`
  },
  explain: ({ windows }) => `${windows.map(words).join('，')}可用`,
})
