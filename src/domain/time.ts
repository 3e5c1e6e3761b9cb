/**
 * Business time. Days and weeks are Asia/Shanghai, weeks start on Monday. China has kept UTC+8 without
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
  }
}

/** Business days from one instant to another; negative into the past. */
export function daysBetween(from: number, to: number): number {
  return Math.round((dayStart(to) - dayStart(from)) / DAY_MS)
}

/** `11月22日 10:00`, as a clock in Shanghai shows it. */
export function momentInWords(at: number): string {
  const { month, day, hour, minute } = clock(at)
  return `${month}月${day}日 ${hour}:${String(minute).padStart(2, '0')}`
}
