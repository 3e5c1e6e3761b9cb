/**
 * Business time. Days and weeks are Asia/Shanghai, weeks start on Monday (product.md). China has kept UTC+8 without
 * daylight saving since 1992, so plain arithmetic is exact for every date this system can see.
 */
const hour = 3_600_000
export const DAY_MS = 24 * hour
const offset = 8 * hour

/** Start of the business day that holds `at`, as an instant. */
export function dayStart(at: number): number {
  return Math.floor((at + offset) / DAY_MS) * DAY_MS - offset
}

/** Business day of an instant, `YYYY-MM-DD`. */
export function dayKey(at: number): string {
  return new Date(at + offset).toISOString().slice(0, 10)
}

/** Monday of the business week of an instant, `YYYY-MM-DD`. */
export function weekKey(at: number): string {
  const days = Math.floor((at + offset) / DAY_MS)
  // 1970-01-01 was a Thursday: three days after a Monday.
  return new Date((days - ((days + 3) % 7)) * DAY_MS).toISOString().slice(0, 10)
}

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const two = (n: number) => String(n).padStart(2, '0')

/** Parts of an instant as a clock in Shanghai shows them. */
export function clock(at: number) {
  const d = new Date(at + offset)
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    weekday: weekdays[d.getUTCDay()] as string,
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
  }
}

/** `16:00` */
export function timeOfDay(at: number): string {
  const c = clock(at)
  return `${two(c.hour)}:${two(c.minute)}`
}

/** `11 月 22 日周日` */
export function dateInWords(at: number): string {
  const c = clock(at)
  return `${c.month} 月 ${c.day} 日${c.weekday}`
}

/** `今天`, `明天`, `后天`, `昨天`, else `周五` within a week, else `11 月 22 日`. */
export function dayInWords(at: number, now: number): string {
  const days = Math.round((dayStart(at) - dayStart(now)) / DAY_MS)
  const near: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }
  const c = clock(at)
  return near[days] ?? (days > 0 && days < 7 ? c.weekday : `${c.month} 月 ${c.day} 日`)
}

/** `刚刚`, `5 分钟前`, `3 小时前`, else the date. */
export function agoInWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return `${dayInWords(at, now)} ${timeOfDay(at)}`
}
