import { Expected, type Reader } from './csv'

/** An id: any text that is not empty. */
export const id: Reader<string> = (text) => {
  if (text === '') throw new Expected('an id')
  return text
}

/** Whole fen, not negative. */
export const fen: Reader<number> = (text) => {
  const value = Number(text)
  if (!/^\d{1,16}$/.test(text) || !Number.isSafeInteger(value)) throw new Expected('whole fen such as 1990')
  return value
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)$/

/** ISO 8601 with offset → ms; a fraction of a second is kept to the microsecond. */
export const instant: Reader<number> = (text) => {
  const match = INSTANT.exec(text)
  if (!match) throw new Expected('an ISO 8601 time with offset such as 2014-03-01T09:30:00+08:00')
  const [, year, month, day, hour, minute, second = '0', fraction = '', , sign, offsetHour = '0', offsetMinute = '0'] =
    match
  const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number]
  const [y, mo, d, h, mi, s] = parts
  const date = new Date(0)
  date.setUTCFullYear(y, mo - 1, d)
  // Months are written with four digits of the year, in Shanghai.
  const exists = date.getUTCMonth() === mo - 1 && date.getUTCDate() === d && mo >= 1 && y >= 1 && y <= 9998
  if (!exists || h > 23 || mi > 59 || s > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59)
    throw new Expected('a time that exists, such as 2014-03-01T09:30:00+08:00')
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  const ms = date.getTime() + ((h * 60 + mi - offset) * 60 + s) * 1000
  return fraction === '' ? ms : ms + Number(fraction.padEnd(6, '0')) / 1000
}

/** YYYY-MM-DD that exists. */
export const day: Reader<string> = (text) => {
  try {
    instant(`${text}T00:00:00Z`)
  } catch {
    throw new Expected('a day YYYY-MM-DD')
  }
  return text
}

/** An optional value: nothing when the field is empty. */
export function maybe<T>(read: Reader<T>): Reader<T | undefined> {
  return (text) => (text === '' ? undefined : read(text))
}

/** Values separated by `;`. */
export function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (text) => (text === '' ? [] : text.split(';').map(read))
}
