import { z } from 'zod'
import { parseInstant } from './instant'
import { MOST_FEN } from './promotions/args'

/** What files are made of (carts, coupons, plans, events). Messages say what was expected. */

export const whole = (min: number, max: number, what: string) => {
  const error = `a whole number of ${what} from ${min} to ${max}`
  return z.int({ error }).min(min).max(max)
}

export const fen = (min = 0) => whole(min, MOST_FEN, 'fen')

export const name = z.string({ error: 'a text' }).min(1, { error: 'a text that is not empty' })

export const flag = z.boolean({ error: 'true or false' })

/** ISO 8601 with offset in files, ms in documents. */
export const instant = z.unknown().transform((value, context): number => {
  if (Number.isSafeInteger(value)) return value as number
  const at = typeof value === 'string' ? parseInstant(value) : undefined
  if (at !== undefined) return at
  const message = 'a moment with offset like "2026-11-21T14:00:00+08:00", or milliseconds'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

export const list = <T extends z.ZodType>(of: T) => z.array(of, { error: 'a list' })

/** An object with these keys and no others. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `no other key than ${known || 'none'}` : 'an object'),
  })
}
