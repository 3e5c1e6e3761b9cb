/**
 * Timer expressions of cloud functions: seven fields, `second minute hour day month weekday year`, in
 * Asia/Shanghai. When both day and weekday are restricted, either one suffices (as the platform documents it).
 */

const SHANGHAI_OFFSET = 8 * 3_600_000
const DAY = 86_400_000
/** How many days `next` and `previous` look before they give up: covers a 29 February. */
const HORIZON_DAYS = 366 * 9

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const FIELDS = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'weekday', min: 0, max: 7 },
  { name: 'year', min: 1970, max: 2099 },
] as const

export interface Cron {
  /** First firing strictly after `time` (ms), or undefined. */
  next(time: number): number | undefined
  /** Last firing at or before `time` (ms), or undefined. */
  previous(time: number): number | undefined
}

/** Parses an expression; throws an Error that names the field at fault. */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== FIELDS.length) {
    throw new Error(`timer "${expression}": expected 7 fields (second minute hour day month weekday year)`)
  }
  const [seconds, minutes, hours, days, months, weekdays, years] = FIELDS.map((field, i) =>
    parseField(parts[i] ?? '', field, expression),
  ) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>]
  if (weekdays.has(7)) weekdays.add(0)
  const anyDay = parts[3] === '*' || parts[3] === '?'
  const anyWeekday = parts[5] === '*' || parts[5] === '?'
  const times = timesOfDay(hours, minutes, seconds)

  const dayMatches = (date: Date): boolean => {
    if (!years.has(date.getUTCFullYear()) || !months.has(date.getUTCMonth() + 1)) return false
    const day = days.has(date.getUTCDate())
    const weekday = weekdays.has(date.getUTCDay())
    if (anyDay) return weekday
    if (anyWeekday) return day
    return day || weekday
  }

  return {
    next(time) {
      const local = time + SHANGHAI_OFFSET
      let day = Math.floor(local / DAY)
      let after = local - day * DAY
      for (let i = 0; i < HORIZON_DAYS; i++, day++, after = -1) {
        if (!dayMatches(new Date(day * DAY))) continue
        const found = times[countUpTo(times, after)]
        if (found !== undefined) return day * DAY + found - SHANGHAI_OFFSET
      }
      return undefined
    },
    previous(time) {
      const local = time + SHANGHAI_OFFSET
      let day = Math.floor(local / DAY)
      let before = local - day * DAY
      for (let i = 0; i < HORIZON_DAYS; i++, day--, before = DAY) {
        if (!dayMatches(new Date(day * DAY))) continue
        const found = times[countUpTo(times, before) - 1]
        if (found !== undefined) return day * DAY + found - SHANGHAI_OFFSET
      }
      return undefined
    },
  }
}

function parseField(text: string, field: (typeof FIELDS)[number], expression: string): Set<number> {
  const fail = (): never => {
    throw new Error(`timer "${expression}": bad ${field.name} "${text}"`)
  }
  const number = (part: string): number => {
    const named = field.name === 'weekday' ? WEEKDAYS.indexOf(part.toUpperCase()) : -1
    const value = named >= 0 ? named : /^\d+$/.test(part) ? Number(part) : Number.NaN
    return value >= field.min && value <= field.max ? value : fail()
  }
  const result = new Set<number>()
  for (const item of text.split(',')) {
    const [range = '', stepText] = item.split('/')
    const step = stepText === undefined ? 1 : Number(stepText)
    if (!Number.isInteger(step) || step < 1) fail()
    let from: number = field.min
    let to: number = field.max
    if (range !== '*' && range !== '?') {
      const [low = '', high] = range.split('-')
      from = number(low)
      to = high === undefined ? (stepText === undefined ? from : field.max) : number(high)
      if (from > to) fail()
    }
    for (let value = from; value <= to; value += step) result.add(value)
  }
  return result
}

/** All firings of a matching day, as ms since its midnight, ascending. */
function timesOfDay(hours: Set<number>, minutes: Set<number>, seconds: Set<number>): number[] {
  const times: number[] = []
  for (const hour of hours) {
    for (const minute of minutes) {
      for (const second of seconds) times.push(((hour * 60 + minute) * 60 + second) * 1000)
    }
  }
  return times.sort((a, b) => a - b)
}

/** How many of the ascending numbers are ≤ limit. */
function countUpTo(sorted: number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
