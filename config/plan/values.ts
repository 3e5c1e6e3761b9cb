import { parseInstant } from '../../src/domain/instant'
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

/** ISO 8601 with offset → ms, to the microsecond. */
export const instant: Reader<number> = (text) => {
  const at = parseInstant(text)
  if (at === undefined)
    throw new Expected('an ISO 8601 time that exists, with offset, such as 2014-03-01T09:30:00+08:00')
  return at
}

/** YYYY-MM-DD that exists. */
export const day: Reader<string> = (text) => {
  if (parseInstant(`${text}T00:00Z`) === undefined) throw new Expected('a day YYYY-MM-DD')
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
