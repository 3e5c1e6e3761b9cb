import { failed } from './values'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const WEEK = 7 * DAY

const formats = new Map<string, Intl.DateTimeFormat>()

/** Format of a named zone. Throws DatabaseError for names nobody knows. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        ...{ timeZone: zone, hourCycle: 'h23', era: 'short' },
        ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
      })
    } catch {
      throw failed(`unrecognized time zone identifier: "${zone}"`)
    }
    formats.set(zone, format)
  }
  return format
}

/** ms to add to UTC for the time on the wall of a zone: `+08:00`, `+0800`, `+08`, or a name as `Asia/Shanghai`. */
export function zoneOffset(zone: string, at: number): number {
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE
  }
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name))
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
  const wall = utc(year, part('month'), part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(at / SECOND) * SECOND
}

/** ms since 1970 of a date whose parts may lie outside their ranges (month 14 is February of the next year). */
export function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, ms = 0): number {
  // Date.UTC takes years below 100 for those of the twentieth century.
  return new Date(0).setUTCFullYear(year, month - 1, day) + hour * 60 * MINUTE + minute * MINUTE + second * SECOND + ms
}

/** The UTC time of a time on the wall of a zone. */
export function fromWall(wall: number, zone: string): number {
  const guess = wall - zoneOffset(zone, wall)
  return wall - zoneOffset(zone, guess)
}

/** First day (Monday) of the first week of an ISO year, which is the week that has its 4th of January. */
export function isoYearStart(year: number): number {
  const fourth = utc(year, 1, 4)
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY
}

/** ms since 1970 of a day of an ISO week. */
export function fromIsoWeek(year: number, week: number, day: number): number {
  return isoYearStart(year) + (week - 1) * WEEK + (day - 1) * DAY
}

/** Parts of a time, given as the ms of the wall's time as if it were UTC. */
export class WallTime {
  readonly #date: Date

  constructor(wall: number) {
    this.#date = new Date(wall)
  }

  get year(): number {
    return this.#date.getUTCFullYear()
  }
  get month(): number {
    return this.#date.getUTCMonth() + 1
  }
  get dayOfMonth(): number {
    return this.#date.getUTCDate()
  }
  get hour(): number {
    return this.#date.getUTCHours()
  }
  get minute(): number {
    return this.#date.getUTCMinutes()
  }
  get second(): number {
    return this.#date.getUTCSeconds()
  }
  get millisecond(): number {
    return this.#date.getUTCMilliseconds()
  }
  /** 1 (Sunday) to 7. */
  get dayOfWeek(): number {
    return this.#date.getUTCDay() + 1
  }
  /** 1 to 366. */
  get dayOfYear(): number {
    return Math.floor((this.#date.getTime() - utc(this.year, 1, 1)) / DAY) + 1
  }
  /** 0 to 53; weeks begin on Sunday, days before the first one are in week 0. */
  get week(): number {
    return Math.floor((this.dayOfYear + 6 - (this.dayOfWeek - 1)) / 7)
  }
  /** 1 (Monday) to 7. */
  get isoDayOfWeek(): number {
    return this.#date.getUTCDay() || 7
  }
  get isoWeekYear(): number {
    // The year of the week is that of its Thursday.
    return new Date(this.#date.getTime() + (4 - this.isoDayOfWeek) * DAY).getUTCFullYear()
  }
  /** 1 to 53. */
  get isoWeek(): number {
    return Math.floor((this.#date.getTime() - isoYearStart(this.isoWeekYear)) / WEEK) + 1
  }
}
