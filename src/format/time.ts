import { dayKey, daysBetween, clock as parts } from '@/domain/time'

const pad = (n: number) => String(n).padStart(2, '0')

/** `16:00` */
export function clock(ms: number): string {
  const { hour, minute } = parts(ms)
  return `${pad(hour)}:${pad(minute)}`
}

/** `11 月 22 日周日` */
export function longDate(ms: number): string {
  const { month, day, weekday } = parts(ms)
  return `${month} 月 ${day} 日${weekday}`
}

/** `2025-11-22 16:00` */
export function stamp(ms: number): string {
  const { year, month, day } = parts(ms)
  return `${year}-${pad(month)}-${pad(day)} ${clock(ms)}`
}

/** The business day of a moment, `2025-11-22`. */
export function businessDay(ms: number): string {
  return dayKey(ms)
}

/** A day as neighbours say it: 今天, 今晚 (from 18:00), 明天, 昨天, 周一 within a week, else 11 月 22 日. */
export function dayName(ms: number, now: number): string {
  const { hour, month, day, weekday } = parts(ms)
  const distance = daysBetween(now, ms)
  if (distance === 0) return hour >= 18 ? '今晚' : '今天'
  if (distance === 1) return '明天'
  if (distance === -1) return '昨天'
  return distance > 1 && distance < 7 ? weekday : `${month} 月 ${day} 日`
}

/** `明天 16:00` */
export function dayClock(ms: number, now: number): string {
  return `${dayName(ms, now)} ${clock(ms)}`
}

/** How long ago: 刚刚 (under a minute), 5 分钟前, 3 小时前, then the day. */
export function ago(ms: number, now: number): string {
  const minutes = Math.floor((now - ms) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (daysBetween(ms, now) === 0) return `${Math.floor(minutes / 60)} 小时前`
  return dayName(ms, now)
}

/** Time left as HH:MM:SS; hours are not folded into days, and nothing is below zero. */
export function countdown(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000))
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':')
}

/** Whole days since a moment, for 「陪邻居 412 天」. */
export function daysSince(ms: number, now: number): number {
  return Math.max(0, daysBetween(ms, now))
}

/** A date and a time as the pickers give them, in Shanghai: `2025-11-22`, `16:00` → ms; NaN when malformed. */
export function fromPicker(date: string, time: string): number {
  return Date.parse(`${date}T${time}:00+08:00`)
}
