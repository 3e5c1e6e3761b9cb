import { parseCron } from './cron'

const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`)
const next = (expression: string, time: string): string | undefined => shown(parseCron(expression).next(at(time)))
const previous = (expression: string, time: string): string | undefined =>
  shown(parseCron(expression).previous(at(time)))
const shown = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

test.each([
  ['*/10 * * * * * *', '2030-01-01 10:00:00', '2030-01-01 10:00:10'],
  ['0 */5 * * * * *', '2030-01-01 10:04:59', '2030-01-01 10:05:00'],
  ['0 0 2 1 * * *', '2030-01-01 02:00:00', '2030-02-01 02:00:00'],
  ['0 30 8 * * MON-FRI *', '2030-01-04 09:00:00', '2030-01-07 08:30:00'],
  ['0 0 0 29 2 * *', '2030-01-01 00:00:00', '2032-02-29 00:00:00'],
  ['0 0 9 1 * 7 *', '2030-01-02 00:00:00', '2030-01-06 09:00:00'],
  ['15,45 0 23 * * * *', '2030-12-31 23:00:45', '2031-01-01 23:00:15'],
  ['0 0 0 * * * 2029', '2030-01-01 00:00:00', undefined],
])('%s after %s is %s', (expression, time, expected) => {
  expect(next(expression, time)).toBe(expected)
})

test.each([
  ['*/10 * * * * * *', '2030-01-01 10:00:00', '2030-01-01 10:00:00'],
  ['0 0 2 * * * *', '2030-01-01 01:59:59', '2029-12-31 02:00:00'],
  ['0 0 0 * * * 2031', '2030-01-01 00:00:00', undefined],
])('%s at or before %s is %s', (expression, time, expected) => {
  expect(previous(expression, time)).toBe(expected)
})

test.each(['* * * * *', '60 * * * * * *', '* * * * * FUN *', '*/0 * * * * * *', '9-3 * * * * * *', 'a * * * * * *'])(
  '"%s" is refused',
  (expression) => {
    expect(() => parseCron(expression)).toThrow(`timer "${expression}"`)
  },
)
